package dev.backout.run;

import static dev.backout.run.Shop.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.PlanFile;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Waiting for others, and others waiting.
class RunnerLockTest extends ShopScene {
    @Test
    void waitsForALockAndTellsWhoHoldsIt() throws SQLException {
        PlanFile plan = shop.plan();
        List<RunEvent> events = new ArrayList<>();
        try (Connection reader = shop.connect()) {
            reader.setAutoCommit(false);
            Shop.execute(reader, "SELECT * FROM users");

            RunReport report =
                    shop.runner(
                                    Shop.seen(),
                                    event -> {
                                        synchronized (events) {
                                            events.add(event);
                                        }
                                        if (event instanceof RunEvent.WillRetry) {
                                            end(reader);
                                        }
                                    })
                            .run(plan, Runner.Beginning.PLAIN);

            assertThat(report.tries()).isEqualTo(2);
            assertThat(report.deviations()).isEmpty();
            assertThat(events)
                    .filteredOn(RunEvent.Blocked.class::isInstance)
                    .first()
                    .isInstanceOfSatisfying(
                            RunEvent.Blocked.class,
                            blocked -> {
                                Blocker blocker = blocked.blockers().getFirst();
                                assertThat(blocker.application()).isEqualTo("backout");
                                assertThat(blocker.state()).isEqualTo("idle in transaction");
                            });
        }
    }

    private static void end(Connection reader) {
        try {
            reader.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesUpBehindALockAndNamesWhoHoldsIt() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection reader = shop.connect()) {
            reader.setAutoCommit(false);
            Shop.execute(reader, "SELECT * FROM users");
            shop.assertUndone(
                    Shop.seen(),
                    plan,
                    "locking table public.users gave up after 3 tries of 500 ms behind pid");
        }
    }

    @Test
    void endsWhoIsInTheWayOnlyWhenNamed() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection reader = shop.connect()) {
            Shop.execute(reader, "SET application_name = 'reporting-etl'");
            reader.setAutoCommit(false);
            Shop.execute(reader, "SELECT * FROM users");
            RunSettings others = Shop.seen().withTerminable(Set.of("the application"));
            assertRefused(
                    () -> shop.runner(others, event -> {}).run(plan, Runner.Beginning.PLAIN),
                    ErrorCode.STEP_FAILED,
                    "(reporting-etl, idle in transaction");
            RunSettings named = Shop.seen().withTerminable(Set.of("reporting-etl"));
            RunReport report = shop.runner(named, event -> {}).run(plan, Runner.Beginning.PLAIN);
            assertThat(report.deviations()).isEmpty();
            assertThat(reader.isValid(1)).isFalse();
        }
        assertThat(shop.value("SELECT message FROM backout.journal WHERE event = 'terminated'"))
                .contains("reporting-etl");
    }

    @Test
    void refusesWhileADeploymentHoldsTheToolsLock() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection deployment = shop.connect()) {
            Shop.execute(deployment, "SET application_name = 'deployment'");
            Shop.execute(deployment, "SELECT pg_advisory_lock(72707369)");
            assertRefused(() -> shop.run(plan), ErrorCode.LOCKED, "(deployment");
        }
        assertThat(shop.run(plan).deviations()).isEmpty();
    }

    @Test
    void refusesASecondRunMeanwhile() throws SQLException {
        PlanFile plan = shop.plan();
        AtomicReference<Throwable> second = new AtomicReference<>();
        RunReport first =
                shop.runner(
                                Shop.fast(),
                                event -> {
                                    if (event instanceof RunEvent.Executing executing
                                            && executing.number() == 1) {
                                        try {
                                            shop.run(plan);
                                        } catch (BackoutException e) {
                                            second.set(e);
                                        }
                                    }
                                })
                        .run(plan, Runner.Beginning.PLAIN);
        assertThat(first.deviations()).isEmpty();
        assertThat(second.get())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                .hasMessageContaining("is under way on this database: tester@here (CI job 7)");
    }
}
