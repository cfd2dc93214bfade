package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.GentleLock;
import dev.backout.database.Transactions;
import dev.backout.run.Blocker;
import dev.backout.run.Vacuums;
import dev.backout.testkit.server.JudgeServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Tables that the server vacuums by itself, and for hours, as those are to which many values have
/// just returned.
class VacuumInTheWayTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static JudgeServer server;

    private Site site;

    @BeforeAll
    static void start() {
        server = JudgeServer.start(18, Map.of("autovacuum_naptime", "1s"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        site = Site.on(server);
        site.apply(
                "1_init",
                """
                CREATE TABLE users (id int PRIMARY KEY, name text, legacy text) WITH (
                    autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
                    autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)\
                """);
        site.sql("INSERT INTO users SELECT i, 'n' || i, 'l' || i FROM generate_series(1, 50000) i");
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN legacy");
        site.sql("DELETE FROM users WHERE id % 2 = 0");
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @Test
    void aRunHasItGiveWay() throws Exception {
        Plan plan = site.planLast();
        vacuuming();
        assertThat(site.run(plan).tries()).isEqualTo(1);
        assertThat(site.value("SELECT count(*)::text FROM users WHERE legacy = 'l' || id"))
                .isEqualTo("25000");
    }

    @Test
    void whatIsKnownAfterwardsIsFreeForTheNextTry() throws Exception {
        int pid = vacuuming();
        try (Connection own = site.connect()) {
            assertThatThrownBy(() -> locked(own, "access exclusive"))
                    .hasMessageContaining("lock timeout");
            assertThat(Vacuums.giveWay(own, List.of(blocker(pid)), PATIENCE)).isTrue();
            locked(own, "access exclusive");
            assertThat(Vacuums.giveWay(own, List.of(blocker(pid)), PATIENCE)).isFalse();
        }
    }

    /// Whoever reads and writes does not wait for us while we wait.
    @Test
    void nobodyElseGivesWay() throws Exception {
        try (Connection other = site.connect();
                Connection own = site.connect()) {
            other.setAutoCommit(false);
            execute(other, "lock table only users in share update exclusive mode");
            assertThat(Vacuums.giveWay(own, List.of(blocker(pid(other))), PATIENCE)).isFalse();
            execute(other, "update users set name = name where id = 1");
            other.commit();
            assertThat(own.getAutoCommit()).isTrue();
        }
    }

    @Test
    void theLockTimeoutIsWhatItWas() throws Exception {
        try (Connection own = site.connect()) {
            String timeout =
                    Transactions.run(
                            own,
                            () -> {
                                GentleLock.take(own, List.of("only users"), PATIENCE);
                                return String.valueOf(value(own, "show lock_timeout"));
                            });
            assertThat(timeout).isEqualTo("200ms");
        }
    }

    private static Blocker blocker(int pid) {
        return new Blocker(pid, "", "", null);
    }

    private static void locked(Connection own, String mode) throws SQLException {
        Transactions.run(
                own,
                () -> {
                    execute(own, "set local lock_timeout = " + PATIENCE.toMillis());
                    execute(own, "lock table users in %s mode".formatted(mode));
                    return 0;
                });
    }

    /// Waits for the server to begin.
    private int vacuuming() throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            String pid =
                    site.value(
                            """
                            SELECT max(l.pid)::text FROM pg_locks l
                            WHERE l.relation = 'users'::regclass
                              AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted\
                            """);
            if (pid != null) {
                return Integer.parseInt(pid);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no vacuum began");
    }

    private static int pid(Connection connection) throws SQLException {
        return Integer.parseInt(String.valueOf(value(connection, "select pg_backend_pid()")));
    }

    private static @Nullable String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
