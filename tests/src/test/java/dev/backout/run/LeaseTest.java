package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Holder;
import dev.backout.journal.Lease;
import dev.backout.journal.Leases;
import dev.backout.journal.Operator;
import dev.backout.plan.PlanFile;
import dev.backout.records.RecordSchema;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One process at a time, whatever the others do.
class LeaseTest {
    private static final RecordSchema RECORDS = new RecordSchema("backout");
    private Shop shop;

    @BeforeEach
    void fill() throws SQLException {
        shop = Shop.on(Shop.server(18));
    }

    @AfterEach
    void drop() throws SQLException {
        shop.close();
    }

    private Leases leases(String who, Duration length) {
        return new Leases(
                RECORDS, shop::connect, new Operator(who, null), "process of " + who, length);
    }

    @Test
    void aSecondProcessIsToldWhoHoldsItSinceWhen() {
        Leases first = leases("alice@laptop", Leases.USUAL);
        try (Lease lease = first.take("RUN1", List.of())) {
            assertThat(lease.lost()).isNull();
            assertThatThrownBy(() -> leases("bob@ci", Leases.USUAL).take("RUN2", List.of()))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                    .hasMessageContaining("run RUN1 is under way")
                    .hasMessageContaining("alice@laptop (process of alice@laptop), since 20");
        }
        leases("bob@ci", Leases.USUAL).take("RUN2", List.of()).close();
    }

    @Test
    void aProcessThatIsGoneLosesItAtOnce() throws SQLException {
        List<Connection> sessions = new ArrayList<>();
        Leases dying =
                new Leases(
                        RECORDS,
                        () -> {
                            Connection session = shop.connect();
                            sessions.add(session);
                            return session;
                        },
                        new Operator("alice", null),
                        "process 1",
                        Leases.USUAL);
        dying.take("RUN1", List.of());
        sessions.getFirst().abort(Runnable::run);
        Leases next = leases("bob", Leases.USUAL);
        try (Lease lease = taken(next);
                Connection look = shop.connect()) {
            Holder holder = next.holder(look);
            assertThat(holder).isNotNull();
            assertThat(holder.operator().person()).isEqualTo("bob");
            assertThat(lease.run()).isEqualTo("RUN1");
        }
    }

    /// The server needs a moment to see that a session is gone.
    private static Lease taken(Leases leases) {
        for (int i = 0; ; i++) {
            try {
                return leases.take("RUN1", List.of());
            } catch (BackoutException e) {
                if (i == 100 || e.code() != ErrorCode.LOCKED) {
                    throw e;
                }
                sleep(50);
            }
        }
    }

    @Test
    void aFrozenProcessLosesItAndCommitsNothingWhenItWakesUp() throws SQLException {
        Lease frozen = leases("alice", Duration.ofHours(1)).take("RUN1", List.of());
        // As if nothing had been renewed for long: a frozen process cannot.
        shop.execute("UPDATE backout.lease SET expires_at = now() - interval '1 second'");
        try (Lease next = leases("bob", Leases.USUAL).take("RUN1", List.of());
                Connection worker = shop.connect()) {
            worker.setAutoCommit(false);
            Shop.execute(worker, "CREATE TABLE late (id int)");
            assertThatThrownBy(() -> frozen.insist(worker))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
            worker.rollback();
            assertThatThrownBy(() -> frozen.write(connection -> {}))
                    .isInstanceOf(SQLException.class);
            next.insist(worker);
            worker.rollback();
        }
        frozen.close();
        assertThat(shop.value("SELECT to_regclass('late')")).isNull();
    }

    @Test
    void aProcessWhoseSessionIsEndedWhileItTakesItIsToldThatNothingWasChanged() {
        Leases leases =
                new Leases(RECORDS, this::ended, new Operator("carol", null), "hers", Leases.USUAL);
        assertThatThrownBy(() -> leases.take("RUN1", List.of()))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                .hasMessageContaining("taking the lease of the run failed")
                .hasMessageEndingWith("while this process slept; nothing was changed");
    }

    /// A session that the server has ended already.
    private Connection ended() {
        Connection connection = shop.connect();
        try (Connection admin = shop.admin()) {
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            Shop.execute(admin, "SELECT pg_terminate_backend(%d, 5000)".formatted(pid));
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoTakesOverKeepsItsOwnSessions() throws SQLException {
        Lease frozen = leases("alice", Duration.ofHours(1)).take("RUN1", List.of());
        shop.execute("UPDATE backout.lease SET expires_at = now() - interval '1 second'");
        try (Connection worker = shop.connect()) {
            Shop.execute(worker, "SET application_name = 'backout RUN1'");
            int pid = worker.unwrap(PGConnection.class).getBackendPID();
            leases("bob", Leases.USUAL).take("RUN1", List.of(pid)).close();
            assertThat(worker.isValid(1)).isTrue();
        }
        frozen.close();
    }

    @Test
    void aClockThatJumpedBackDoesNotMakeALeaseEternal() throws SQLException {
        Lease frozen = leases("alice", Duration.ofHours(1)).take("RUN1", List.of());
        shop.execute(
                "UPDATE backout.lease SET renewed_at = now() + interval '3 days', expires_at ="
                        + " now() + interval '3 days'");
        leases("bob", Leases.USUAL).take("RUN1", List.of()).close();
        frozen.close();
    }

    @Test
    void noLeaseChangesHandsInTheMiddleOfAStep() throws SQLException {
        Lease lease = leases("alice", Leases.USUAL).take("RUN1", List.of());
        try (Connection worker = shop.connect()) {
            worker.setAutoCommit(false);
            lease.insist(worker);
            shop.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name"
                            + " = 'backout RUN1' AND datname = current_database()");
            assertThatThrownBy(() -> leases("bob", Leases.USUAL).take("RUN1", List.of()))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED));
            worker.commit();
        }
        leases("bob", Leases.USUAL).take("RUN1", List.of()).close();
        lease.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void ofSeveralAtOnceExactlyOneDoesEachStep(int number) throws Exception {
        PlanFile plan = shop.plan();
        CountDownLatch start = new CountDownLatch(1);
        int done = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> runs = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                runs.add(
                        threads.submit(() -> {
                            start.await();
                            return ran(plan);
                        }));
            }
            start.countDown();
            for (Future<Boolean> run : runs) {
                done += run.get() ? 1 : 0;
            }
        }
        assertThat(done).isEqualTo(1);
        assertThat(shop.value("SELECT string_agg(state, ',') FROM backout.run")).isEqualTo("done");
        assertThat(
                        shop.value(
                                "SELECT string_agg(step || event, ',' ORDER BY line) FROM"
                                        + " backout.journal WHERE event = 'done'"))
                .isEqualTo("1done,2done");
    }

    private boolean ran(PlanFile plan) {
        try {
            shop.run(plan);
            return true;
        } catch (BackoutException e) {
            assertThat(e.code()).isIn(ErrorCode.LOCKED, ErrorCode.PLAN_STALE);
            return false;
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
