package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.run.RunEvent;
import dev.backout.run.RunReport;
import dev.backout.vault.Inventory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Values that return in batches after the transaction. A single value is many here.
class OnlineTest {
    /// Every value returns afterwards.
    static final LockBudget ALWAYS = new LockBudget(Duration.ofHours(1), 0L);

    private static final String STORY =
            """
            CREATE TABLE teams (id int PRIMARY KEY, name text);
            CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text,
                team int DEFAULT 1 REFERENCES teams, code text UNIQUE,
                level int NOT NULL DEFAULT 7 CHECK (level > 0));
            CREATE INDEX users_level ON users (level) WHERE level > 1;
            COMMENT ON COLUMN users.level IS 'how high';
            CREATE VIEW high AS SELECT id, level FROM users WHERE level > 90
            """;

    private Site site;

    @BeforeEach
    void open() throws SQLException {
        site = Site.on(18);
        site.apply("1_init", STORY);
        site.sql(
                """
                INSERT INTO teams SELECT i, 't' || i FROM generate_series(1, 3) i;
                INSERT INTO users (name, team, code, level)
                    SELECT 'n' || i, 1 + i % 3, 'c' || i, 100 + i FROM generate_series(1, 500) i\
                """);
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @Test
    void valuesReturnInBatchesWithEverythingThatGuardsThem() throws SQLException {
        String before = site.schema().hash();
        String rows = rows();
        site.deploy("2_bad", "DROP VIEW high; ALTER TABLE users DROP COLUMN level");

        Plan plan = site.within(ALWAYS).planLast();
        assertThat(plan.online().fills())
                .singleElement()
                .satisfies(fill -> assertThat(fill.rows()).isEqualTo(500));
        assertThat(plan.statements())
                .noneMatch(sql -> sql.startsWith("UPDATE") || sql.contains("NOT NULL"));
        run(plan);

        assertThat(rows()).isEqualTo(rows);
        assertThat(site.schema().hash()).isEqualTo(before);
        assertThat(site.value("SELECT state FROM backout.capture")).isEqualTo("restored");
        assertThat(leftovers()).isEqualTo("0");
    }

    @Test
    void referencesAndUniqueValuesAreGuardedWithoutALongLock() throws SQLException {
        String before = site.schema().hash();
        String rows = rows();
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN team, DROP COLUMN code");

        Plan plan = site.within(ALWAYS).planLast();
        assertThat(plan.online().fills()).hasSize(2);
        assertThat(plan.afterwards())
                .extracting(lone -> lone.sql().lines().findFirst().orElseThrow())
                .containsExactlyInAnyOrder(
                        "CREATE UNIQUE INDEX CONCURRENTLY users_code_key ON public.users (code)",
                        "ALTER TABLE public.users ADD CONSTRAINT users_code_key UNIQUE USING INDEX"
                                + " users_code_key",
                        "ALTER TABLE public.users VALIDATE CONSTRAINT users_team_fkey");
        run(plan);

        assertThat(rows()).isEqualTo(rows);
        assertThat(site.schema().hash()).isEqualTo(before);
    }

    @Test
    void whatRefersToNothingIsSetAside() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN team");
        site.sql("DELETE FROM teams WHERE id = 2; DELETE FROM users WHERE id > 490");

        run(site.within(ALWAYS).planLast());

        assertThat(site.value("SELECT count(*) FROM users WHERE team = 1 + id % 3"))
                .isEqualTo("326");
        assertThat(
                        site.value(
                                "SELECT count(*) FROM users WHERE team IS NULL OR team = 1 AND id %"
                                        + " 3 = 1"))
                .isEqualTo("164");
        assertThat(
                        site.value(
                                "SELECT string_agg(DISTINCT reason || kept::text, ';') FROM"
                                        + " backout.set_aside"))
                .isEqualTo("what it refers to is gone{2}");
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("164");
    }

    @Test
    void aValueIsGivenToRowsThatHaveNone() throws SQLException {
        site.apply("2_more", "ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT 'x'");
        site.apply("3_more", "ALTER TABLE users ALTER COLUMN email DROP DEFAULT");
        site.sql("UPDATE users SET email = 'e' || id");
        String before = site.schema().hash();
        site.deploy("4_bad", "ALTER TABLE users DROP COLUMN email");
        site.sql("INSERT INTO users (name) VALUES ('younger')");

        assertThatThrownBy(() -> site.within(ALWAYS).planLast())
                .hasMessageContaining("--fill public.users.email=SQL");
        site.fill("public.users.email", "'none'");
        Plan plan = site.planLast();
        assertThat(plan.obstacles()).isEmpty();
        run(plan);

        assertThat(
                        site.value(
                                "SELECT string_agg(email, ' ' ORDER BY id) FROM users WHERE id >"
                                        + " 498"))
                .isEqualTo("e499 e500 none");
        assertThat(site.schema().hash()).isEqualTo(before);
    }

    @Test
    void whatOthersWriteMeanwhileStays() throws SQLException {
        site.deploy("2_bad", "DROP VIEW high; ALTER TABLE users DROP COLUMN level");
        site.sql("DELETE FROM users WHERE id IN (10, 11, 12)");
        Plan plan = site.within(ALWAYS).planLast();

        assertThat(site.run(plan, this::write).deviations()).isEmpty();

        assertThat(
                        site.value(
                                "SELECT string_agg(id || ':' || level, ' ' ORDER BY id) FROM users"
                                        + " WHERE id BETWEEN 1 AND 13 OR id > 499"))
                .isEqualTo(
                        "1:101 2:102 3:5 4:104 5:7 6:106 7:107 9:109 10:7 11:8 13:113 500:5 600:7");
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', kind, key, columns, kept, live),"
                                        + " '; ' ORDER BY key) FROM backout.set_aside"))
                .isEqualTo(
                        "conflict {10} {level} {110} {7}; conflict {11} {level} {111} {8};"
                                + " conflict {3} {level} {103} {5}; conflict {5} {level} {105} {7};"
                                + " conflict {500} {level} {600} {5}");
    }

    /// Before the first batch: the column is there, and empty but for its default.
    private void write(RunEvent event) {
        if (event instanceof RunEvent.StepBegins(NumberedStep step)
                && step.step() instanceof Step.Filling) {
            try {
                site.sql(
                        """
                        UPDATE users SET level = 5 WHERE id IN (3, 500);
                        UPDATE users SET level = 7 WHERE id = 5;
                        UPDATE users SET name = 'later' WHERE id = 6;
                        DELETE FROM users WHERE id = 8;
                        INSERT INTO users (id, name, level) OVERRIDING SYSTEM VALUE
                            VALUES (10, 'anew', DEFAULT), (11, 'anew', 8), (600, 'new', DEFAULT)\
                        """);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void whoHoldsARowIsWaitedForAndTold() throws SQLException {
        site.deploy("2_bad", "DROP VIEW high; ALTER TABLE users DROP COLUMN level");
        Plan plan = site.within(ALWAYS).planLast();
        List<String> retries = new ArrayList<>();
        try (Connection other = site.connect()) {
            other.setAutoCommit(false);
            Consumer<RunEvent> holder =
                    event -> {
                        if (event instanceof RunEvent.WillRetry(String doing, Duration _)) {
                            retries.add(doing);
                        }
                        hold(other, event);
                    };
            assertThat(site.run(plan, holder).deviations()).isEmpty();
        }
        assertThat(retries).isNotEmpty();
        assertThat(site.value("SELECT count(*) FROM users WHERE level = 100 + id"))
                .isEqualTo("500");
    }

    private static void hold(Connection other, RunEvent event) {
        try {
            if (event instanceof RunEvent.StepBegins(NumberedStep step)
                    && step.step() instanceof Step.Filling) {
                Sql.execute(other, "UPDATE users SET name = 'held' WHERE id = 77");
            } else if (event instanceof RunEvent.WillRetry) {
                other.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTriggerThatWouldFireIsInTheWayWhoeverMadeIt() throws SQLException {
        site.deploy("2_bad", "DROP VIEW high; ALTER TABLE users DROP COLUMN level");
        site.sql(
                "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON users FOR EACH ROW"
                        + " EXECUTE FUNCTION suppress_redundant_updates_trigger()");

        assertThatThrownBy(() -> site.within(ALWAYS).planLast())
                .hasMessageContaining("trigger touch would fire for each row");
        assertThat(site.within(LockBudget.NONE).planLast().online().fills()).isEmpty();
    }

    @Test
    void whatReturnsIsNotGivenUpMeanwhile() throws SQLException {
        site.deploy("2_bad", "DROP VIEW high; ALTER TABLE users DROP COLUMN level");
        Inventory inventory = new Inventory(VaultScene.VAULT);
        Consumer<RunEvent> pruning =
                event -> {
                    if (event instanceof RunEvent.StepBegins(NumberedStep step)
                            && step.step() instanceof Step.Filling) {
                        try (Connection other = site.connect()) {
                            assertThatThrownBy(() ->
                                            inventory.prune(
                                                    other,
                                                    inventory.find(other, 1),
                                                    "tester",
                                                    Duration.ofSeconds(1)))
                                    .hasMessageContaining("brings 500 values");
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                };
        assertThat(site.run(site.within(ALWAYS).planLast(), pruning).deviations()).isEmpty();
    }

    @Test
    void whatMayStayIsNotHeldAgainstTheLimit() throws SQLException {
        site.apply("2_more", "CREATE INDEX by_team ON users (team)");

        Plan plan = site.undecided().within(LockBudget.of(Duration.ofMillis(1))).planLast();

        assertThat(plan.strategy()).isInstanceOf(Strategy.LeaveInPlace.class);
    }

    @Test
    void itIsAppliedAgainAndBackedOutAgain() throws SQLException {
        site.deploy(
                "2_bad",
                "DROP VIEW high; ALTER TABLE users DROP COLUMN level, ADD COLUMN handle text");
        site.sql("UPDATE users SET handle = 'h' || id");
        DataImage migrated = DataImage.read(site);

        RunReport back = run(site.within(ALWAYS).planLast());
        DataImage backedOut = DataImage.read(site);
        run(site.planRedo(back));
        assertThat(DataImage.read(site).differences(migrated)).isEmpty();
        run(site.planLast());
        assertThat(DataImage.read(site).differences(backedOut)).isEmpty();
    }

    private RunReport run(Plan plan) throws SQLException {
        assertThat(plan.obstacles()).isEmpty();
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }

    private String rows() throws SQLException {
        return String.valueOf(
                site.value(
                        "SELECT string_agg(row(id, name, team, code, level)::text, ';' ORDER BY id)"
                                + " FROM users"));
    }

    private String leftovers() throws SQLException {
        return String.valueOf(
                site.value(
                        "SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE 'filling%')"
                                + " + (SELECT count(*) FROM pg_proc WHERE proname LIKE 'filling%')"
                                + " + (SELECT count(*) FROM pg_trigger WHERE tgname LIKE"
                                + " 'backout_fill%')"));
    }
}
