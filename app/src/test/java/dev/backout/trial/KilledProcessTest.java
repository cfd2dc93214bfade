package dev.backout.trial;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.backout.testkit.run.RunEnd;
import dev.backout.testkit.run.Wire;
import dev.backout.testkit.server.DurableServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// `run` in a process of its own, killed by kill -9, on a server that writes to the disk; another
/// process brings the run to the end that an undisturbed one has.
class KilledProcessTest {
    private static DurableServer server;
    private static RunEnd expected;
    private static int questions;
    @TempDir private static Path place;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = DurableServer.start(18);
        try (Stand stand = stand();
                Wire wire = Wire.through(server.judge().port());
                Child child = stand.child(wire.port())) {
            assertThat(child.exit()).as(child.said()).isZero();
            assertThat(stand.value("SHOW fsync")).isEqualTo("on");
            assertThat(stand.value("SHOW synchronous_commit")).isEqualTo("on");
            questions = wire.questions();
            expected = stand.end();
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Stand stand() throws SQLException, IOException {
        return Stand.build(server.judge(), place);
    }

    @Test
    void atAnyQuestionToTheServer() throws SQLException, IOException {
        int tried = 0;
        for (int point : Trials.points(questions, 3)) {
            for (boolean after : Trials.ALL ? List.of(false, true) : List.of(point % 2 == 0)) {
                tried += killed(point, after) ? 1 : 0;
            }
        }
        System.out.printf("kill -9 tried at %d of %d points%n", tried, 2 * questions);
        assertThat(tried).isPositive();
    }

    private static boolean killed(int point, boolean after) throws SQLException, IOException {
        AtomicReference<Child> victim = new AtomicReference<>();
        try (Stand stand = stand();
                Wire wire =
                        Wire.at(
                                server.judge().port(),
                                point,
                                after,
                                () -> requireNonNull(victim.get()).kill());
                Child child = stand.child(wire.port())) {
            victim.set(child);
            int exit = child.exit();
            boolean killed = wire.done();
            assertThat(exit).as(child.said()).isEqualTo(killed ? 137 : 0);
            stand.finish();
            assertThat(expected.differences(stand.end()))
                    .as("killed %s question %d", after ? "after" : "before", point)
                    .isEmpty();
            return killed;
        }
    }

    @Test
    void atEachLineOfItsJournal() throws SQLException, IOException {
        List<Integer> lines = Trials.MORE ? List.of(1, 2, 3, 4, 5, 6, 7, 8) : List.of(3);
        for (int line : lines) {
            try (Stand stand = stand();
                    Child child = stand.child(server.judge().port())) {
                stand.await("SELECT to_regclass('backout.journal') IS NOT NULL");
                stand.await("SELECT count(*) >= %d FROM backout.journal".formatted(line));
                child.kill();
                stand.finish();
                assertThat(expected.differences(stand.end())).as("at line %d", line).isEmpty();
            }
        }
    }

    @Test
    void inTheMiddleOfALongStatement() throws SQLException, IOException {
        List<String> slow = new ArrayList<>(Stand.INVERSE);
        slow.add(1, "SELECT pg_catalog.pg_sleep(3)");
        try (Stand stand = Stand.build(server.judge(), place, slow);
                Child child = stand.child(server.judge().port())) {
            stand.await(active("SELECT pg_catalog.pg_sleep%"));
            child.kill();
            stand.finish();
            assertThat(expected.differences(stand.end())).isEmpty();
        }
    }

    /// It waits for a transaction that began before it, and leaves an invalid index.
    @Test
    void inTheMiddleOfAnIndexThatIsBuiltBesideOthers() throws SQLException, IOException {
        try (Stand stand = stand();
                Connection other = stand.connect();
                Statement statement = other.createStatement();
                Child child = stand.child(server.judge().port())) {
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM pg_class");
            stand.await(active(Stand.BUILDING));
            stand.await(
                    "SELECT count(*) = 1 FROM pg_index WHERE NOT indisvalid AND indrelid ="
                            + " 'orders'::regclass");
            child.kill();
            stand.await("SELECT NOT (%s)".formatted(active(Stand.BUILDING)));
            other.rollback();
            stand.finish();
            assertThat(expected.differences(stand.end())).isEmpty();
        }
    }

    private static String active(String query) {
        return """
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
            AND state = 'active' AND query LIKE '%s' AND pid <> pg_backend_pid())\
        """
                .formatted(query);
    }
}
