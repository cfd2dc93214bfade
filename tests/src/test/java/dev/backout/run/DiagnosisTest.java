package dev.backout.run;

import static dev.backout.run.Shop.withStatements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.backout.error.BackoutException;
import dev.backout.journal.Operator;
import dev.backout.journal.Step;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.Places;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is found, told and journalled when a step fails half-way.
class DiagnosisTest extends ShopScene {
    private final List<RunEvent.Diagnosed> told = new ArrayList<>();

    @Test
    void whoHoldsLocksAndWhichShapeItHas() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection other = shop.connect()) {
            Shop.execute(
                    other,
                    "SET application_name = 'nightly report'; BEGIN; SELECT 'secret', * FROM"
                            + " users");
            assertThatThrownBy(() -> runner().run(plan, Runner.Beginning.PLAIN))
                    .isInstanceOf(BackoutException.class)
                    .hasMessageContaining("nightly report");
        }
        assertThat(lines())
                .anyMatch(line ->
                        line.matches(
                                "lock: pid \\d+ \\(nightly report, idle in transaction for \\d+"
                                        + " s\\) holds AccessShareLock on public.users, in a"
                                        + " transaction of \\d+ s"))
                .anyMatch(line -> line.startsWith("open: pid ") && line.contains("nightly report"))
                .contains("schema: every object of the plan is as it was before the run")
                .anyMatch(line -> line.startsWith("server: SQLSTATE 55P03, "))
                .noneMatch(line -> line.contains("secret"));
        assertThat(message()).isEqualTo(String.join("\n", lines()));
    }

    @Test
    void theServersErrorHasItsPlace() throws SQLException {
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(Shop.INVERSE.get(0), "SELECT 1\nFROM nothing_of_that_name"));
        assertThatThrownBy(() -> runner().run(plan, Runner.Beginning.PLAIN))
                .isInstanceOf(BackoutException.class);
        assertThat(lines())
                .anyMatch(line ->
                        line.startsWith("server: SQLSTATE 42P01, statement 2 of 2, ")
                                && line.endsWith(" at 2:6"))
                .contains("lock: nobody else holds or wants one on the tables of the plan");
    }

    @Test
    void aFailureHalfWayNamesTheShapeAndWhatThereIsToFallBackOn() throws SQLException {
        PlanFile plan = withLone("CREATE INDEX CONCURRENTLY again ON public.users (no_column)");
        Step.Outside backup = new Step.Outside("backup", "take a dump", List.of());
        Runner.Beginning beginning = new Runner.Beginning(List.of(backup), null);
        assertThatThrownBy(() -> runner().run(plan, beginning))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e ->
                                assertThat(e.hints())
                                        .anyMatch(hint ->
                                                hint.startsWith("steps 1-2 are done; ")
                                                        && hint.contains("would refuse: ")));
        assertThat(lines())
                .contains("schema: every object of the plan is as the run has to leave it")
                .contains("done: step 1, backup 47 in /backups");
        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("stopped");
    }

    @Test
    void aDeadSessionCostsOnlyThePiecesThatNeedIt() throws SQLException {
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(
                                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                        + " WHERE application_name LIKE 'backout %'"
                                        + " AND datname = current_database()"
                                        + " AND pid <> pg_backend_pid()",
                                "SELECT 1 FROM nothing_of_that_name"));
        assertThatThrownBy(() -> runner().run(plan, Runner.Beginning.PLAIN))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("nothing_of_that_name");
    }

    private PlanFile withLone(String sql) throws SQLException {
        Plan plan = shop.plan().plan();
        LoneStatement lone =
                new LoneStatement(
                        sql,
                        LoneStatement.Goal.INDEX_VALID,
                        Address.of(ObjectKind.INDEX, "public", "again"),
                        "",
                        "");
        return Shop.file(plan.with(new Plan.Work(plan.statements(), List.of(lone))));
    }

    private Runner runner() {
        Consumer<RunEvent> listener =
                event -> {
                    if (event instanceof RunEvent.Diagnosed diagnosed) {
                        told.add(diagnosed);
                    }
                };
        return new Runner(
                new RunPlace(
                        shop::connect,
                        Shop.TOOL,
                        Shop.seen(),
                        new Operator("tester@here", null),
                        Places::parse,
                        List.of(new Backup()),
                        JournalCopy.NONE,
                        listener));
    }

    private List<String> lines() {
        assertThat(told).hasSize(1);
        return told.getFirst().lines();
    }

    private String message() throws SQLException {
        return requireNonNull(
                shop.value("SELECT message FROM backout.journal WHERE event = 'diagnosed'"));
    }

    /// A backup that is there at once.
    private record Backup() implements OutsideWork {
        @Override
        public String kind() {
            return "backup";
        }

        @Override
        public Probe probe(Step.Outside step, String run) {
            return new Probe.NotHappened("nobody looked");
        }

        @Override
        public String perform(Step.Outside step, String run, Diary diary) {
            return "backup 47 in /backups";
        }

        @Override
        public Undone undo(Step.Outside step, String run) {
            return new Undone(false, "it stays");
        }
    }
}
