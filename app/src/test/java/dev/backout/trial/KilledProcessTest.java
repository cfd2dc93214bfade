package dev.backout.trial;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.backout.testkit.run.Wire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
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
@Order(2)
class KilledProcessTest {
    private static Undisturbed undisturbed;

    @BeforeAll
    static void start(@TempDir Path place) throws SQLException, IOException {
        undisturbed = Undisturbed.byChild(place);
    }

    @AfterAll
    static void stop() {
        if (undisturbed != null) {
            undisturbed.close();
        }
    }

    @Test
    void atAnyQuestionToTheServer() throws SQLException, IOException {
        int tried = 0;
        for (int point : Trials.points(undisturbed.questions(), 3)) {
            for (boolean after : Trials.ALL ? List.of(false, true) : List.of(point % 2 == 0)) {
                tried += killed(point, after) ? 1 : 0;
            }
        }
        System.out.printf("kill -9 tried at %d of %d points%n", tried, 2 * undisturbed.questions());
        assertThat(tried).isPositive();
    }

    private static boolean killed(int point, boolean after) throws SQLException, IOException {
        AtomicReference<Child> victim = new AtomicReference<>();
        try (Stand stand = undisturbed.stand();
                Wire wire =
                        Wire.at(
                                undisturbed.port(),
                                point,
                                after,
                                () -> requireNonNull(victim.get()).kill());
                Child child = stand.child(wire.port())) {
            victim.set(child);
            int exit = child.exit();
            boolean killed = wire.done();
            assertThat(exit).as(child.said()).isEqualTo(killed ? 137 : 0);
            stand.finish();
            undisturbed.assertSameEnd(
                    stand, "killed %s question %d".formatted(after ? "after" : "before", point));
            return killed;
        }
    }

    @Test
    void atEachLineOfItsJournal() throws SQLException, IOException {
        List<Integer> lines = Trials.MORE ? List.of(1, 2, 3, 4, 5, 6, 7, 8) : List.of(3);
        for (int line : lines) {
            try (Stand stand = undisturbed.stand();
                    Child child = stand.child(undisturbed.port())) {
                stand.await("SELECT to_regclass('backout.journal') IS NOT NULL");
                stand.await("SELECT count(*) >= %d FROM backout.journal".formatted(line));
                child.kill();
                stand.finish();
                undisturbed.assertSameEnd(stand, "at line %d".formatted(line));
            }
        }
    }

    @Test
    void inTheMiddleOfALongStatement() throws SQLException, IOException {
        List<String> slow = new ArrayList<>(Stand.INVERSE);
        slow.add(1, "SELECT pg_catalog.pg_sleep(3)");
        try (Stand stand = undisturbed.stand(slow);
                Child child = stand.child(undisturbed.port())) {
            stand.await(active("SELECT pg_catalog.pg_sleep%"));
            child.kill();
            stand.finish();
            undisturbed.assertSameEnd(stand, "in a long statement");
        }
    }

    /// It waits for a transaction that began before it, and leaves an invalid index.
    @Test
    void inTheMiddleOfAnIndexThatIsBuiltBesideOthers() throws SQLException, IOException {
        try (Stand stand = undisturbed.stand();
                Connection other = stand.connect();
                Statement statement = other.createStatement();
                Child child = stand.child(undisturbed.port())) {
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
            undisturbed.assertSameEnd(stand, "in CREATE INDEX CONCURRENTLY");
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
