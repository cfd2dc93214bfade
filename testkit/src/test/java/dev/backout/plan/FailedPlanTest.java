package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.HistoryRow.State;
import dev.backout.run.RunReport;
import dev.backout.schema.Address;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.server.JudgeServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.SQLException;

/// What is found out and offered about a migration that failed, and that it works.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedPlanTest {
    private static final String INIT =
            """
            CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name text, age text);
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL, total int NOT NULL);
            """;
    private static final String ROWS =
            """
            INSERT INTO users (email, name, age) VALUES ('a@x', 'A', '31'), ('a@x', NULL, 'old'),
                ('b@x', 'B', '5');
            INSERT INTO orders (user_id, total) VALUES (1, 5), (99, 7), (2, -4);
            """;
    private static final String BAD = "2_bad";
    private static final String THREE =
            """
            CREATE TABLE notes (id int PRIMARY KEY);
            ALTER TABLE users ADD COLUMN nick text;
            COMMIT;
            CREATE UNIQUE INDEX users_email_key ON users (email);
            """;
    private static final String FIRST_TWO =
            "CREATE TABLE notes (id int PRIMARY KEY); ALTER TABLE users ADD COLUMN nick text";

    private JudgeServer server;
    private ScratchServer scratch;
    private Site site;

    /// The major version of both servers.
    int major() {
        return 18;
    }

    @BeforeAll
    void start() {
        server = JudgeServer.start(major());
        scratch =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major()));
    }

    @AfterAll
    void stop() {
        if (scratch != null) {
            scratch.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void migrate() throws SQLException {
        site = Site.on(server, scratch).apply("1_init", INIT).sql(ROWS);
    }

    @AfterEach
    void drop() throws SQLException {
        site.close();
    }

    @Test
    void nothingIsLeftOfAFileThatIsOneTransaction() throws SQLException {
        String sql =
                "ALTER TABLE users ADD COLUMN nick text;\n"
                        + "CREATE UNIQUE INDEX users_email_key ON users (email);";
        site.failed(BAD, sql, "SELECT 1", recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isInstanceOf(Progress.Nothing.class);
        assertThat(plan.strategy()).isEqualTo(new Strategy.Mark());
        assertThat(plan.statements()).isEmpty();
        assertThat(plan.migrations().getFirst().checksums()).as("no bar").isEmpty();
        assertThat(failure(plan).sqlState()).isEqualTo("23505");
        assertThat(failure(plan).rows())
                .singleElement()
                .satisfies(rows -> {
                    assertThat(rows.what()).contains("index public.users_email_key");
                    assertThat(rows.count()).isEqualTo(1);
                });
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
    }

    @Test
    void whatACommitKeptIsUndone() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(upto(2, 3));
        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.statements())
                .containsExactlyInAnyOrder(
                        "DROP TABLE public.notes", "ALTER TABLE public.users DROP COLUMN nick");
        assertThat(plan.migrations().getFirst().checksums()).as("barred").isNotEmpty();
        assertThat(plan.reason()).contains("after 2 of 3 statements");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
        assertThat(site.value("SELECT to_regclass('public.notes') IS NULL")).isEqualTo("t");
    }

    @Test
    void theRestIsRunOnceNoRowIsInItsWay() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE)).way(Way.FINISH);

        Plan blocked = site.planLast();
        assertThat(blocked.runnable()).isFalse();
        assertThat(blocked.obstacles().getFirst().what()).contains("same key");

        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        Plan plan = site.planLast();
        assertThat(plan.strategy()).isEqualTo(new Strategy.Finish());
        assertThat(plan.statements())
                .containsExactly("CREATE UNIQUE INDEX users_email_key ON users (email)");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.APPLIED);
        assertThat(site.history(BAD).getLast().steps()).isZero();
        assertThat(site.value("SELECT to_regclass('public.users_email_key') IS NULL"))
                .isEqualTo("f");
    }

    @Test
    void whatIsThereAsAWholeIsMarkedAsApplied() throws SQLException {
        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        site.failed(BAD, THREE, THREE.replace("COMMIT;", ""), null);

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(new Progress.Whole());
        assertThat(failure(plan).explanation().getFirst()).contains("no error is recorded");
        assertThat(plan.migrations().getFirst().history())
                .isInstanceOf(HistoryAction.MarkApplied.class);
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.APPLIED);
        assertThat(site.history(BAD).getLast().checksum())
                .isEqualTo(site.history(BAD).getFirst().checksum());
    }

    @Test
    void whatIsThereAsAWholeCanBeUndoneAsWell() throws SQLException {
        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        site.failed(BAD, THREE, THREE.replace("COMMIT;", ""), null).way(Way.UNDO);

        Plan plan = site.planLast();

        assertThat(plan.statements()).hasSize(3);
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
    }

    @Test
    void halfThatWasRunByHandIsFound() throws SQLException {
        String sql =
                """
                ALTER TABLE users ADD COLUMN nick text;
                CREATE INDEX orders_total ON orders (total);
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                """;
        site.failed(
                BAD,
                sql,
                "ALTER TABLE users ADD COLUMN nick text; CREATE INDEX orders_total ON orders"
                        + " (total)",
                recorded("23502", NULLS));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(upto(2, 3));
        assertThat(failure(plan).rows().getFirst().query())
                .isEqualTo("SELECT * FROM public.users WHERE name IS NULL LIMIT 20");
        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertRuns(plan);
    }

    @Test
    void anInvalidIndexIsRecognisedAndDropped() throws SQLException {
        String sql = "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);";
        site.failed(BAD, sql, "SELECT 1", recorded("23505", DUPLICATE));
        assertThatThrownBy(() -> site.sql(sql)).hasMessageContaining("could not create unique");

        Plan plan = site.planLast();

        assertThat(failure(plan).progress())
                .isInstanceOfSatisfying(
                        Progress.Upto.class,
                        part -> {
                            assertThat(part.done()).isZero();
                            assertThat(part.invalid())
                                    .extracting(Address::text)
                                    .containsExactly("public.users_email_key");
                        });
        assertThat(plan.statements()).containsExactly("DROP INDEX public.users_email_key");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
        assertThat(site.value("SELECT to_regclass('public.users_email_key') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void aSchemaThatTheFileNeverMakesIsRefusedWithTheNearestState() throws SQLException {
        site.failed(
                BAD,
                THREE,
                "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE users ADD COLUMN nick"
                        + " text",
                recorded("23505", DUPLICATE));

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.DRIFT);
                            assertThat(refusal)
                                    .hasMessageContaining("after 2 of its 3 statements")
                                    .hasMessageContaining("public.notes.id");
                            assertThat(refusal.hints().getFirst())
                                    .contains("could not create unique index");
                        });
    }

    @Test
    void driftElsewhereIsLeftAlone() throws SQLException {
        site.sql("CREATE INDEX by_hand ON orders (user_id); CREATE TABLE extra (id int)");
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(upto(2, 3));
        assertRuns(plan);
        assertThat(site.value("SELECT to_regclass('public.by_hand') IS NULL")).isEqualTo("f");
    }

    @Test
    void aWayThatCannotBeTakenIsRefusedAndTheOthersAreNamed() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE)).way(Way.MARK);

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.UNPROVED);
                            assertThat(refusal).hasMessageContaining("part of it is in place");
                            assertThat(refusal.hints())
                                    .anyMatch(hint -> hint.startsWith("--way undo"));
                        });
    }

    @Test
    void whetherRowsWereWrittenIsNotGuessed() throws SQLException {
        String sql =
                """
                CREATE TABLE notes (id int PRIMARY KEY);
                COMMIT;
                INSERT INTO notes VALUES (1);
                COMMIT;
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                """;
        site.failed(
                BAD,
                sql,
                "CREATE TABLE notes (id int PRIMARY KEY); INSERT INTO notes VALUES (1)",
                recorded("23502", NULLS));

        Plan plan = site.planLast();
        assertThat(failure(plan).progress())
                .isInstanceOfSatisfying(
                        Progress.Upto.class,
                        part -> {
                            assertThat(part.done()).isEqualTo(1);
                            assertThat(part.uncertain().getFirst()).contains("INSERT INTO notes");
                        });
        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.casualties()).isNotEmpty();
        site.way(Way.FINISH);
        assertThatThrownBy(() -> site.planLast()).hasMessageContaining("INSERT INTO notes");
    }

    @Test
    void aMissingFileIsMarkedWhenNothingIsLeft() throws SQLException {
        site.failed(BAD, THREE, "SELECT 1", recorded("23505", DUPLICATE)).forget(BAD);
        assertRuns(site.planLast());
        assertStates(State.ROLLED_BACK);
    }

    @Test
    void aMissingFileThatLeftSomethingIsAskedFor() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE)).forget(BAD);
        assertThatThrownBy(() -> site.planLast())
                .hasMessageContaining("is not in the directory")
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.hints().getLast()).contains("--git-ref"));
    }

    @Test
    void anEditedFileDoesNotTellHowFarTheOldOneGot() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE))
                .edit(BAD, "CREATE TABLE other (id int);");
        assertThatThrownBy(() -> site.planLast()).hasMessageContaining("was edited since");
    }

    @Test
    void oneThatFailedTwiceHasOneErrorToTell() throws SQLException {
        site.failed(BAD, THREE, "SELECT 1", recorded("42501", "permission denied"));
        site.sql("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE logs IS NOT NULL");
        site.failedRow(BAD, THREE, recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).sqlState()).isEqualTo("23505");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.ROLLED_BACK);
    }

    @Test
    void oneThatFailedAndWasAppliedLaterIsAnAppliedOne() throws SQLException {
        site.failedRow(BAD, "CREATE TABLE notes (id int);", "why");
        site.sql("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE logs IS NOT NULL");
        site.apply(BAD, "CREATE TABLE notes (id int);");

        Plan plan = site.planLast();

        assertThat(plan.failure()).isNull();
        assertThat(plan.migrations().getFirst().history())
                .isEqualTo(new HistoryAction.DeleteRows());
        assertRuns(plan);
        assertThat(site.history(BAD)).isEmpty();
    }

    @Test
    void theErrorOfEachKindNamesItsRows() throws SQLException {
        assertRows(
                "ALTER TABLE orders ADD CONSTRAINT o FOREIGN KEY (user_id) REFERENCES users (id);",
                "23503",
                "SELECT t.* FROM public.orders t WHERE t.user_id IS NOT NULL AND NOT EXISTS"
                        + " (SELECT 1 FROM public.users r WHERE r.id = t.user_id) LIMIT 20");
        assertRows(
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0);",
                "23514",
                "SELECT * FROM public.orders WHERE NOT ((total > 0)) LIMIT 20");
        assertRows(
                "ALTER TABLE users ADD COLUMN must int NOT NULL;",
                "23502",
                "SELECT * FROM public.users LIMIT 20");
        assertRows(
                "ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;",
                "22P02",
                major() >= 16
                        ? "SELECT * FROM public.users WHERE NOT"
                                + " pg_input_is_valid(age::text, 'integer') LIMIT 20"
                        : "SELECT * FROM public.users WHERE age::text !~"
                                + " '^[[:space:]]*[-+]?[0-9]+[[:space:]]*$' LIMIT 20");
    }

    private void assertRows(String sql, String sqlState, String query) throws SQLException {
        site.failed(BAD, sql, "SELECT 1", recorded(sqlState, "it failed"));
        Plan plan = site.planLast();
        assertThat(failure(plan).rows())
                .singleElement()
                .satisfies(rows -> {
                    assertThat(rows.query()).isEqualToIgnoringCase(query);
                    assertThat(rows.count()).isPositive();
                });
        site.value(failure(plan).rows().getFirst().query());
        site.forget(BAD).sql("DELETE FROM _prisma_migrations WHERE migration_name = '2_bad'");
    }

    @Test
    void noRowValueIsInThePlan() throws SQLException {
        site.failed(
                BAD,
                "ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;",
                "SELECT 1",
                recorded("22P02", "invalid input syntax for type integer: \"old secret\""));
        Plan plan = site.planLast();
        assertThat(plan.toString()).doesNotContain("old secret");
        assertThat(failure(plan).error()).isEqualTo("invalid input syntax for type integer");
    }

    @Test
    void lastTwoAreNotPlannedWhileOneFailed() throws SQLException {
        site.failed(BAD, THREE, "SELECT 1", recorded("23505", DUPLICATE));
        assertThatThrownBy(() -> site.plan(new Choice.Last(2)))
                .hasMessageContaining("failed, or is running now; it comes first");
        assertThatThrownBy(() -> site.plan(new Choice.BackTo(BAD)))
                .hasMessageContaining("it comes first");
    }

    @Test
    void aMarkIsRefusedWhenTheSchemaWasChangedMeanwhile() throws SQLException {
        site.failed(
                BAD,
                "ALTER TABLE users ADD COLUMN nick text; ALTER TABLE users ALTER name SET NOT"
                        + " NULL;",
                "SELECT 1",
                recorded("23502", NULLS));
        Plan plan = site.planLast();
        site.sql("ALTER TABLE users ADD COLUMN nick text");
        assertThatThrownBy(() -> site.run(plan))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_STALE));
    }

    private static final String DUPLICATE =
            "could not create unique index \"users_email_key\"\n"
                    + "DETAIL: Key (email)=(a@x) is duplicated.";
    private static final String NULLS =
            "column \"name\" of relation \"users\" contains null values";

    /// As Prisma's native engine records it.
    private static String recorded(String code, String message) {
        return "A migration failed to apply.\n\nDatabase error code: %s\n\nDatabase error:\nERROR: %s\n"
                .formatted(code, message);
    }

    private static FailureReport failure(Plan plan) {
        @Nullable FailureReport failure = plan.failure();
        assertThat(failure).isNotNull();
        return failure;
    }

    private static Progress upto(int done, int of) {
        return new Progress.Upto(done, of, java.util.List.of(), java.util.List.of());
    }

    private void assertRuns(Plan plan) {
        assertThat(plan.runnable()).isTrue();
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
    }

    private void assertStates(State... states) throws SQLException {
        assertThat(site.history(BAD)).extracting(HistoryRow::state).containsExactly(states);
    }
}
