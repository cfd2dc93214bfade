package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.records.RecordSchema;
import dev.backout.run.RunSettings;
import dev.backout.run.Runner;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.RunEnd;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A process that dies at any call of a run whose values return in batches is followed by one that
/// ends the run, with every row as it would have been. Usually a few points are tried;
/// `-Dbackout.crash=all` tries them all.
class OnlineCrashTest {
    private static final boolean ALL = "all".equals(System.getProperty("backout.crash"));

    private Site story() throws SQLException {
        Site site = Site.on(18);
        site.apply(
                "1_init",
                """
                CREATE TABLE users (id int PRIMARY KEY, code text UNIQUE,
                    level int NOT NULL DEFAULT 7 CHECK (level > 0));
                CREATE INDEX users_level ON users (level)
                """);
        site.sql("INSERT INTO users SELECT i, 'c' || i, 100 + i FROM generate_series(1, 40) i");
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN level, ADD COLUMN handle text");
        return site.sql("UPDATE users SET handle = 'h' || id WHERE id > 20")
                .sql("INSERT INTO users (id) VALUES (90); DELETE FROM users WHERE id = 3")
                .sql("ANALYZE users");
    }

    @Test
    void whoeverGoesOnEndsIt() throws SQLException {
        try (Site site = story()) {
            Plan plan = site.within(OnlineTest.ALWAYS).planLast();
            assertThat(plan.online().fills()).hasSize(1);
            assertThat(plan.online().copies()).containsExactly("public.users.handle");
            Mortality alive = Mortality.none();
            RunEnd expected = end(site, plan, alive);
            assertThat(expected.rows()).contains("users (5,c5,105)", "users (90,,7)");
            int tried = 0;
            for (int k = 1; k <= alive.calls(); k += ALL ? 1 : 71, tried += 2) {
                for (boolean after : List.of(false, true)) {
                    RunEnd end = end(site, plan, Mortality.at(k, after), Mortality.none());
                    assertThat(expected.differences(end))
                            .as("died %s call %d", after ? "after" : "before", k)
                            .isEmpty();
                }
            }
            System.out.printf("crash points tried: %d of %d%n", tried, 2 * alive.calls());
        }
    }

    /// On a copy, one process after the other.
    private static RunEnd end(Site site, Plan plan, Mortality... processes) throws SQLException {
        try (Site copy = site.twin()) {
            Plan there = on(plan, copy);
            for (Mortality process : processes) {
                live(copy, there, process);
            }
            try (Connection connection = copy.connect()) {
                return RunEnd.read(connection, List.of("users", "_prisma_migrations"));
            }
        }
    }

    private static Plan on(Plan plan, Site copy) throws SQLException {
        try (Connection connection = copy.connect()) {
            return plan.on(DatabaseIdentityReader.read(connection));
        }
    }

    private static void live(Site copy, Plan plan, Mortality process) throws SQLException {
        Runner runner =
                new Runner(
                        Places.plain(
                                process.sessions(copy::connect),
                                Site.TOOL,
                                RunSettings.DEFAULT,
                                new Operator("tester@here", "tests"),
                                event -> {}));
        RunRecord open = open(copy);
        try {
            if (open == null) {
                runner.run(Places.file(plan), Runner.Beginning.PLAIN);
            } else {
                runner.resume(open.id());
            }
        } catch (Mortality.Death death) {
            assertThat(process.dead()).isTrue();
        } catch (BackoutException e) {
            // Its thread may notice the death by a closed session; and who comes when all is done
            // has no more to do.
            assertThat(process.dead() || e.code() == ErrorCode.PLAN_STALE)
                    .as("%s %s", e.getMessage(), e.hints())
                    .isTrue();
        }
        try (Connection connection = copy.connect()) {
            process.awaitEnd(connection);
        }
    }

    private static @Nullable RunRecord open(Site copy) throws SQLException {
        try (Connection connection = copy.connect()) {
            RecordSchema records = new RecordSchema(RecordSchema.USUAL);
            return records.current(connection)
                    ? new RunRecords(records)
                            .list(connection).stream()
                                    .filter(run -> run.state().open())
                                    .findFirst()
                                    .orElse(null)
                    : null;
        }
    }
}
