package dev.backout.migration.prisma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.ToolLock;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The history table as Prisma makes it, and as people leave it.
class PrismaHistoryTest {
    private static final String TABLE =
            """
            CREATE TABLE _prisma_migrations (
                id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
                migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                started_at timestamptz NOT NULL DEFAULT now(),
                applied_steps_count integer NOT NULL DEFAULT 0)\
            """;
    private static final Prisma PRISMA = Prisma.usual();

    private static final JudgeServer SERVER = JudgeServer.shared(18);

    private String database = "";
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        database = SERVER.createDatabase();
        connection = SERVER.connect(database);
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        SERVER.dropDatabase(database);
    }

    @Test
    void noTableIsNoHistory() {
        History history = PRISMA.history(connection);
        assertThat(history.present()).isFalse();
        assertThat(history.table()).isEqualTo("public._prisma_migrations");
        assertThat(new Prisma("no such schema", true).history(connection).present()).isFalse();
    }

    @Test
    void aHistoryElsewhereIsPointedAt() throws SQLException {
        execute("CREATE SCHEMA app");
        execute("CREATE SCHEMA prisma_contract");
        execute(TABLE.replace("_prisma", "app._prisma"));
        assertThat(PRISMA.history(connection).notes())
                .containsExactly(
                        "schema app has a history of Prisma: add ?schema=app to the URL",
                        "schema prisma_contract is there: Prisma 8 keeps this database's history,"
                                + " which Backout does not know yet");
    }

    @Test
    void readsRowsInTheOrderInWhichTheyWereBegun() throws SQLException {
        execute(TABLE);
        insert("'2', 'c2', '2026-01-02T00:00:01Z', 'second', NULL, NULL, '2026-01-02', 1");
        insert("'1', 'c1', '2026-01-01T00:00:01Z', 'first', NULL, NULL, '2026-01-01', 1");
        insert("'3', 'c3', NULL, 'third', 'ERROR: x', NULL, '2026-01-03', 0");

        History history = PRISMA.history(connection);

        assertThat(history.notes()).isEmpty();
        assertThat(history.applied()).containsExactly("first", "second");
        HistoryRow third = history.rowsOf("third").getFirst();
        assertThat(third.state()).isEqualTo(HistoryRow.State.FAILED);
        assertThat(third.logs()).isEqualTo("ERROR: x");
        assertThat(third.startedAt()).isEqualTo(Instant.parse("2026-01-03T00:00:00Z"));
        assertThat(third.json()).contains("\"migration_name\": \"third\"");
    }

    @Test
    void readsTheTableOfAnotherSchemaWithAnOddName() throws SQLException {
        execute("CREATE SCHEMA \"My \"\"schema\"");
        execute(TABLE.replace("_prisma", "\"My \"\"schema\"._prisma"));
        assertThat(new Prisma("My \"schema", true).history(connection).present()).isTrue();
    }

    @Test
    void tellsOfColumnsMoreAndLessAndReadsOn() throws SQLException {
        execute(TABLE);
        execute("ALTER TABLE _prisma_migrations DROP logs, DROP rolled_back_at, ADD note text");
        execute("INSERT INTO _prisma_migrations VALUES ('1', 'c', now(), 'one', now(), 1, 'x')");

        History history = PRISMA.history(connection);

        assertThat(history.applied()).containsExactly("one");
        assertThat(history.notes())
                .containsExactly(
                        "public._prisma_migrations lacks column logs",
                        "public._prisma_migrations lacks column rolled_back_at",
                        "public._prisma_migrations has a column that Prisma does not make: note");
        assertThat(history.rows().getFirst().json()).contains("\"note\": \"x\"");
    }

    @Test
    void tellsOfRowsWithoutANameOrATime() throws SQLException {
        execute("CREATE TABLE _prisma_migrations (id int, migration_name text, finished_at text)");
        execute(
                "INSERT INTO _prisma_migrations VALUES (1, NULL, NULL), (2, 'two', 'infinity'),"
                        + " (NULL, 'three', NULL)");
        History history = PRISMA.history(connection);
        assertThat(history.rows()).extracting(HistoryRow::name).containsExactly("two", "three");
        assertThat(history.notes()).contains("public._prisma_migrations has a row without a name");
    }

    @Test
    void aTableOfSomethingElseIsUnreadable() throws SQLException {
        execute("CREATE TABLE _prisma_migrations (version int)");
        assertFails(ErrorCode.HISTORY_UNREADABLE, "it has no column migration_name, only version");
        execute("DROP TABLE _prisma_migrations");
        execute("CREATE TABLE _prisma_migrations (migration_name text, finished_at text)");
        execute("INSERT INTO _prisma_migrations VALUES ('one', 'yesterday-ish')");
        assertFails(ErrorCode.HISTORY_UNREADABLE, "SQLSTATE 22007");
    }

    @Test
    void aRoleWithoutRightsIsTold() throws SQLException {
        execute(TABLE);
        execute("CREATE ROLE nobody_here");
        execute("SET ROLE nobody_here");
        assertFails(ErrorCode.RIGHTS_MISSING, "permission denied for table _prisma_migrations");
        execute("RESET ROLE");
        execute("DROP ROLE nobody_here");
    }

    @Test
    void deletesEveryRowOfAName() throws SQLException {
        execute(TABLE);
        insert("'1', 'c', NULL, 'it''s', NULL, now(), now(), 0");
        insert("'2', 'c', now(), 'it''s', NULL, NULL, now(), 1");
        insert("'3', 'c', now(), 'other', NULL, NULL, now(), 1");
        assertThat(PRISMA.change(connection, "it's", new HistoryAction.DeleteRows())).isEqualTo(2);
        assertThat(PRISMA.history(connection).applied()).containsExactly("other");
        assertThat(PRISMA.change(connection, "it's", new HistoryAction.DeleteRows())).isZero();
    }

    @Test
    void marksWhatFailedAndNothingElse() throws SQLException {
        execute(TABLE);
        insert("'1', 'c', NULL, 'bad', 'first', now(), now() - interval '3 h', 0");
        insert("'2', 'c', NULL, 'bad', 'second', NULL, now() - interval '2 h', 0");
        insert("'3', 'c', NULL, 'other', 'third', NULL, now() - interval '1 h', 0");
        HistoryAction action = new HistoryAction.MarkRolledBack();
        assertThat(action.achieved(rows("bad"))).isFalse();
        assertThat(action.affected(rows("bad"))).isEqualTo(1);
        assertThat(PRISMA.change(connection, "bad", action)).isEqualTo(1);
        assertThat(rows("bad"))
                .allSatisfy(row -> assertThat(row.rolledBackAt()).isNotNull())
                .extracting(HistoryRow::logs)
                .containsExactly("first", "second");
        assertThat(rows("other").getFirst().rolledBackAt()).isNull();
        assertThat(action.achieved(rows("bad"))).isTrue();
    }

    @Test
    void marksAppliedOnceAndOnlyOnce() throws SQLException {
        execute(TABLE);
        insert("'1', 'c', NULL, 'bad', 'why', NULL, now() - interval '1 h', 0");
        HistoryAction action = new HistoryAction.MarkApplied("new checksum");
        assertThat(PRISMA.change(connection, "bad", action)).isEqualTo(1);
        assertThat(PRISMA.change(connection, "bad", action)).isZero();
        assertThat(action.achieved(rows("bad"))).isTrue();
        assertThat(rows("bad")).hasSize(2);
        HistoryRow added = rows("bad").getLast();
        assertThat(added.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(added.checksum()).isEqualTo("new checksum");
        assertThat(added.finishedAt()).isEqualTo(added.startedAt());
        assertThat(added.steps()).isZero();
        assertThat(added.logs()).isEmpty();
    }

    @Test
    void holdsPrismasLockUntilItIsClosed() throws SQLException {
        try (Connection other = SERVER.connect(database)) {
            ToolLock lock = PRISMA.lock(connection, Duration.ZERO);
            assertThat(locked(other)).isFalse();
            lock.close();
            assertThat(locked(other)).isTrue();
        }
    }

    @Test
    void givesUpAndNamesWhoHoldsTheLock() throws SQLException {
        try (Connection other = SERVER.connect(database)) {
            execute(other, "SET application_name = 'prisma deploy'");
            assertThat(locked(other)).isTrue();
            assertThatThrownBy(() -> PRISMA.lock(connection, Duration.ofMillis(150)))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                    .hasMessageContaining("(prisma deploy)");
            new Prisma("public", false).lock(connection, Duration.ZERO).close();
        }
    }

    private void assertFails(ErrorCode code, String message) {
        assertThatThrownBy(() -> PRISMA.history(connection))
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private List<HistoryRow> rows(String name) {
        return PRISMA.history(connection).rowsOf(name);
    }

    private static boolean locked(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet answer =
                        statement.executeQuery("SELECT pg_try_advisory_lock(72707369)")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private void insert(String values) throws SQLException {
        execute(
                "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs,"
                        + " rolled_back_at, started_at, applied_steps_count) VALUES (%s)"
                                .formatted(values));
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
