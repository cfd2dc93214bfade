package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Looking at who is in the way, by a role that may not end anybody.
class LockWatchTest {
    private static final String HOLDER = "SET application_name = 'holder'";

    private final BlockingQueue<RunEvent> events = new LinkedBlockingQueue<>();
    private Shop shop;

    @BeforeEach
    void fill() throws SQLException {
        shop = Shop.on(Shop.server(18));
        try (Connection admin = shop.admin()) {
            Shop.execute(
                    admin,
                    "DO $$ BEGIN CREATE ROLE powerless LOGIN; EXCEPTION WHEN duplicate_object THEN"
                            + " NULL; END $$");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        shop.close();
    }

    @Test
    void whomItMayNotEndIsToldOnceAndTheWatchGoesOn() throws Exception {
        try (Connection first = holding("users");
                Connection second = holding("orders");
                Connection worker = shop.connect();
                Connection watcher = shop.connect("powerless")) {
            int pid = pid(worker);
            Set<Integer> tried = new HashSet<>();
            RunSettings settings = Shop.fast().withTerminable(Set.of("holder"));
            Thread waiting = Thread.ofVirtual().start(() -> lock(worker));
            LockWatch watch = LockWatch.start(watcher, pid, settings, tried, events::add);
            try (watch) {
                assertThat(next()).isInstanceOf(RunEvent.Blocked.class);
                assertThat(next())
                        .isInstanceOfSatisfying(
                                RunEvent.Terminated.class,
                                told -> {
                                    assertThat(told.ended()).isFalse();
                                    assertThat(told.blocker().application()).isEqualTo("holder");
                                });
                first.rollback();
                assertThat(next()).isInstanceOf(RunEvent.Blocked.class);
                assertThat(next()).isInstanceOf(RunEvent.Terminated.class);
                second.rollback();
                waiting.join();
                assertThat(tried).containsExactlyInAnyOrder(pid(first), pid(second));
            }
            assertThat((Throwable) watch.failure()).isNull();
            assertThat(watch.terminated()).isEmpty();
        }
    }

    private RunEvent next() throws InterruptedException {
        RunEvent event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("what the watch tells").isNotNull();
        return event;
    }

    private Connection holding(String table) throws SQLException {
        Connection connection = shop.connect();
        Shop.execute(connection, HOLDER);
        connection.setAutoCommit(false);
        Shop.execute(connection, "LOCK TABLE %s IN ACCESS SHARE MODE".formatted(table));
        return connection;
    }

    private static void lock(Connection worker) {
        try {
            worker.setAutoCommit(false);
            Shop.execute(worker, "LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            Shop.execute(worker, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            worker.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
