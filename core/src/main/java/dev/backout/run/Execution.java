package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Answer;
import dev.backout.journal.Doors;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;
import dev.backout.migration.ToolLock;
import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Capture;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Carries out what is left of a run. For one thread, once.
final class Execution {
    /// How long counting and summing up rows may take in all, at the end of a run: nobody waits for
    /// it but whoever looks at the screen.
    private static final Duration SUM_PATIENCE = Duration.ofSeconds(3);

    private final RunProcess process;
    private int tries;
    private int historyRows;
    private List<String> vault = List.of();
    private @Nullable Snapshot before;
    private Aftermath aftermath = new Aftermath(List.of(), List.of());

    Execution(RunProcess process) {
        this.process = process;
    }

    /// What the process did, and found.
    record Result(int tries, int historyRows, List<String> vault, Aftermath aftermath) {}

    /// Does the steps that are not done. When one fails the run stops, and says so in the journal.
    Result proceed() {
        StepProgress progress = StepProgress.of(process.run(), process.steps(), process.lines());
        for (NumberedStep step : process.steps()) {
            if (openedByHand(step, progress)) {
                StepGuard.forward(process).around(step, () -> leaveOpen(step));
            } else if (!progress.done(step)) {
                StepGuard.forward(process)
                        .around(
                                step,
                                () -> {
                                    insistOnTime(progress);
                                    perform(step, progress);
                                });
                process.tell(new RunEvent.StepDone(step));
            }
        }
        try {
            process.note(JournalEvent.ENDED, RunState.DONE, "");
        } catch (SQLException e) {
            throw StepGuard.lost(process, e);
        }
        return new Result(tries, historyRows, vault, aftermath);
    }

    /// What is committed is brought to its end, however late it is.
    private void insistOnTime(StepProgress progress) {
        Instant until = process.place().settings().until();
        if (until != null
                && !Instant.now().isBefore(until)
                && before == null
                && !progress.committed(process.steps())) {
            throw BackoutException.of(
                    ErrorCode.WINDOW_CLOSED,
                    "the time for it ended at %s, and nothing is committed"
                            .formatted(until.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    private void perform(NumberedStep step, StepProgress progress) throws SQLException {
        if (step.step() instanceof Step.Transaction) {
            // It counts rows, which takes its time: nothing waits for it yet.
            new VaultCheck(new Vault(process.records()))
                    .insist(process.watch(), process.plan().vault().captures());
        }
        process.tell(new RunEvent.StepBegins(step));
        boolean unsure = progress.unsure(step);
        switch (step.step()) {
            case Step.Outside outside -> new OutsideSteps(process).perform(step, outside, unsure);
            case Step.Transaction _ -> transaction(step);
            case Step.Copying(String _, var columns) ->
                    new CopyWork(process).perform(step, columns);
            case Step.Filling(String _, var fill) ->
                    new FillWork(process, fill).perform(step, this::locked);
            case Step.Alone(String _, var lone) ->
                    locked(() -> new LoneWork(process).perform(step, lone, JournalEvent.DONE));
            case Step.Opening opening ->
                    new OutsideSteps(process)
                            .open(step, new Doors(process.steps(), progress).shutBy(opening));
            case Step.Verify _ -> verify(step);
        }
    }

    /// Nothing is shut once more for a transaction that is committed.
    private boolean openedByHand(NumberedStep step, StepProgress progress) {
        return progress.undone(step)
                && new Doors(process.steps(), progress).shuts(step)
                && progress.committed(process.steps());
    }

    private void leaveOpen(NumberedStep step) throws SQLException {
        process.note(
                step,
                JournalEvent.KEPT,
                Duration.ZERO,
                "the migration is backed out, and what this shut was opened since");
    }

    private void transaction(NumberedStep step) throws SQLException {
        Plan plan = process.plan();
        PlanCheck check = process.check();
        Snapshot live = process.catalog();
        check.insistOnSchema(plan.before(), live, check.roots(plan.before(), live));
        before = live;
        Shift shift =
                new Shift(
                        plan.statements(),
                        plan.before(),
                        plan.between(),
                        plan.locks(),
                        new VaultShare.Keeping(
                                new Vault(process.records()),
                                process.run(),
                                plan.migrations().stream().map(UndoneMigration::name).toList(),
                                atOnce(plan),
                                plan.vault().rules()),
                        history(),
                        "the statements do not lead to the schema that the plan says");
        locked(() -> {
            Tries.Outcome outcome = new Tries(process, step, JournalEvent.DONE).run(shift, live);
            tries = outcome.tries();
            historyRows = outcome.historyRows();
            vault = outcome.vault();
        });
        process.tell(new RunEvent.Committed(process.run()));
        process.copy();
    }

    /// What returns in the transaction.
    private static List<Long> atOnce(Plan plan) {
        List<Long> captures = new ArrayList<>(plan.vault().captures());
        plan.online().fills().forEach(fill -> captures.remove(fill.capture()));
        return captures;
    }

    private HistoryWork history() {
        return process.plan().strategy() instanceof Strategy.Redo(String run)
                ? new HistoryAgain(
                        process.check(),
                        new HistoryPutBack(
                                run,
                                process.plan(),
                                process.place().tool(),
                                process.runs(),
                                process.place().operator()))
                : new HistoryUndone(
                        process.run(),
                        process.plan(),
                        process.place().tool(),
                        process.check(),
                        process.runs());
    }

    /// Everything is committed: to count large tables that moved keeps nobody waiting now.
    private void count() throws SQLException {
        Vault vault = new Vault(process.records());
        List<Capture> moved =
                vault.ofRun(process.watch(), process.run()).stream()
                        .filter(capture -> capture.state() == Capture.State.KEPT)
                        .toList();
        vault.countMoved(process.worker(), moved);
    }

    private void verify(NumberedStep step) throws SQLException {
        long began = System.nanoTime();
        count();
        aftermath = Aftermath.of(process, before);
        List<Answer> sums = RowSums.answers(process.watch(), process.plan(), SUM_PATIENCE);
        process.note(
                new JournalEntry(
                        step.number(),
                        JournalEvent.DONE,
                        step.step().title(),
                        Duration.ofNanos(System.nanoTime() - began),
                        aftermath.deviations().isEmpty()
                                ? "as it has to be"
                                : "NOT as it has to be: "
                                        + PlanCheck.shortened(aftermath.deviations()),
                        sums));
    }

    /// No deployment runs beside a step that changes the schema.
    private void locked(StepGuard.Work work) throws SQLException {
        ToolLock lock =
                process.place()
                        .tool()
                        .lock(process.worker(), process.place().settings().toolPatience());
        try {
            work.run();
        } finally {
            release(lock);
        }
    }

    /// A lock that cannot be released goes with the session; it must not hide what was committed.
    private static void release(ToolLock lock) {
        try {
            lock.close();
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
        }
    }
}
