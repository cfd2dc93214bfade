package dev.backout.run;

import static dev.backout.run.Shop.withStatements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.plan.PlanFile;
import dev.backout.testkit.run.Places;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What fails inside a run leaves the database as it was.
class RunnerFailureTest extends ShopScene {
    @Test
    void aStatementThatFailsUndoesEverything() throws SQLException {
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(Shop.INVERSE.get(0), "ALTER TABLE public.users\n  DROP zip"));
        shop.assertUndone(
                plan, "statement 2 of 2, ALTER TABLE public.users ... failed: column \"zip\"");
    }

    @Test
    void aWrongEndUndoesEverything() throws SQLException {
        PlanFile plan = withStatements(shop.plan(), Shop.INVERSE.subList(0, 2));
        shop.assertUndone(plan, "column public.users.nickname is left");
    }

    @Test
    void aStatementThatCommitsIsNoticed() throws SQLException {
        PlanFile plan = withStatements(shop.plan(), List.of("COMMIT"));
        shop.assertUndone(plan, "a statement says COMMIT");
    }

    @Test
    void aSessionThatIsKilledUndoesEverything() throws SQLException {
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(
                                Shop.INVERSE.get(0),
                                "SELECT pg_terminate_backend(pg_backend_pid())"));
        shop.assertUndone(plan, "statement 2 of 2");
    }

    @Test
    void aDeferredConstraintThatFailsUndoesEverything() throws SQLException {
        shop.execute(
                """
                ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey
                    DEFERRABLE INITIALLY DEFERRED
                """);
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(
                                Shop.INVERSE.get(0),
                                Shop.INVERSE.get(1),
                                Shop.INVERSE.get(2),
                                "INSERT INTO public.orders VALUES (1, 1)"));
        shop.assertUndone(
                plan, "the check of deferred constraints failed: insert or update on table");
    }

    @Test
    void noValueStandsInAMessage() throws SQLException {
        PlanFile plan = withStatements(shop.plan(), List.of("SELECT 'secret value'::int"));
        assertThatThrownBy(() -> shop.run(plan))
                .hasMessageContaining("invalid input syntax for type integer (SQLSTATE 22P02)");
    }

    @Test
    void aProcessThatDiesLeavesNeitherChangesNorLocks() throws SQLException {
        PlanFile plan =
                withStatements(shop.plan(), List.of(Shop.INVERSE.get(0), "SELECT pg_sleep(3600)"));
        Queue<Connection> sessions = new ConcurrentLinkedQueue<>();
        Runner dying =
                new Runner(
                        Places.plain(
                                () -> {
                                    Connection session = shop.connect();
                                    sessions.add(session);
                                    return session;
                                },
                                Shop.TOOL,
                                Shop.fast(),
                                new Operator("a@b", null),
                                event -> {
                                    if (event instanceof RunEvent.Executing executing
                                            && executing.number() == 2) {
                                        Thread.ofVirtual().start(() -> abort(sessions.remove()));
                                    }
                                }));
        assertThatThrownBy(() -> dying.run(plan, Runner.Beginning.PLAIN))
                .isInstanceOf(BackoutException.class);
        try (Connection admin = shop.admin()) {
            // Waits until the server has noticed: without its check that would take an hour.
            Shop.execute(admin, "SET lock_timeout = '1min'; LOCK TABLE users");
        }
        assertThat(shop.value("SELECT string_agg(event, ',') FROM backout.journal WHERE step = 1"))
                .startsWith("failed");
        assertThat(shop.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("2");
    }

    private static void abort(Connection session) {
        try {
            Thread.sleep(100);
            session.abort(Runnable::run);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionLostAfterTheCommitIsAskedForItsRecord() throws SQLException {
        PlanFile plan = shop.plan();
        RunReport report = losing(true).run(plan, Runner.Beginning.PLAIN);
        assertThat(report.deviations()).isEmpty();
        assertThat(shop.value("SELECT id FROM backout.run")).isEqualTo(report.id());
    }

    @Test
    void aConnectionLostBeforeTheCommitChangesNothing() throws SQLException {
        PlanFile plan = shop.plan();
        assertThatThrownBy(() -> losing(false).run(plan, Runner.Beginning.PLAIN))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STEP_FAILED))
                .hasMessageContaining("the commit failed")
                .hasMessageContaining("this step changed nothing");
        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("stopped");
        assertThat(shop.run(plan).deviations()).isEmpty();
        assertThat(shop.value("SELECT string_agg(state, ',') FROM backout.run")).isEqualTo("done");
    }

    private Runner losing(boolean after) {
        AtomicBoolean worker = new AtomicBoolean(true);
        return new Runner(
                Places.plain(
                        () -> {
                            Connection real = shop.connect();
                            return worker.getAndSet(false)
                                    ? LosingConnection.of(real, after)
                                    : real;
                        },
                        Shop.TOOL,
                        Shop.fast(),
                        new Operator("a@b", null),
                        event -> {}));
    }
}
