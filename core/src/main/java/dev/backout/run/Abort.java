package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.UndoneMigration;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Vault;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Undoes the steps of a run, the last one first. The migration is applied again only when that
/// gives back what there was to the last row, and the schema is compared before the commit. For one
/// thread, once; when its process dies it is run again and goes on.
final class Abort {
    private final RunProcess process;

    Abort(RunProcess process) {
        this.process = process;
    }

    /// @throws BackoutException `plan-irreversible` before anything is undone; `step-failed`
    AbortReport run() {
        StepProgress progress = progress();
        List<String> doubts = doubts(progress);
        if (!doubts.isEmpty()) {
            throw new BackoutException(
                    ErrorCode.PLAN_IRREVERSIBLE,
                    "run %s cannot be undone without loss: %s"
                            .formatted(process.run(), String.join("; ", doubts)),
                    List.of(
                            "nothing was executed; backout resume %s brings the run to its end"
                                    .formatted(process.run())));
        }
        try {
            process.note(JournalEvent.ABORTING, RunState.ABORTING, "");
            for (NumberedStep step : process.steps().reversed()) {
                if (!progress.settled(step)) {
                    StepGuard.back(process).around(step, () -> undo(step, progress));
                }
            }
            process.note(JournalEvent.ENDED, RunState.ABORTED, "");
        } catch (SQLException e) {
            throw StepGuard.lost(process, e);
        }
        return report();
    }

    private void undo(NumberedStep step, StepProgress progress) throws SQLException {
        process.tell(new RunEvent.StepBegins(step));
        switch (step.step()) {
            case Step.Outside outside -> undo(step, outside);
            case Step.Alone(String _, LoneStatement lone) -> undo(step, lone);
            case Step.Transaction _ -> {
                if (progress.done(step)) {
                    applyAgain(step);
                } else {
                    undone(step);
                }
            }
            case Step.Copying(String _, List<String> columns) ->
                    new CopyWork(process).undo(step, columns);
            // Once the transaction is committed, giving up is refused.
            case Step.Filling _, Step.Verify _ -> undone(step);
            // What it opened stays open; undoing the step that shut it finds that.
            case Step.Opening _ -> undone(step);
        }
    }

    private void undo(NumberedStep step, Step.Outside outside) throws SQLException {
        OutsideSteps steps = new OutsideSteps(process);
        boolean shut = steps.doors().shut().contains(step);
        steps.undo(step, outside);
        if (shut) {
            process.tell(new RunEvent.Opened(step));
        }
    }

    /// It changed nothing, or failed and was undone by the server.
    private void undone(NumberedStep step) throws SQLException {
        process.note(step, JournalEvent.UNDONE, Duration.ZERO, "it changed nothing");
    }

    private void undo(NumberedStep step, LoneStatement lone) throws SQLException {
        if (lone.undo().isEmpty()) {
            process.note(step, JournalEvent.KEPT, Duration.ZERO, "it does no harm");
            return;
        }
        new LoneWork(process).perform(step, opposite(lone), JournalEvent.UNDONE);
    }

    private static LoneStatement opposite(LoneStatement lone) {
        LoneStatement.Goal goal =
                switch (lone.goal()) {
                    case INDEX_VALID -> LoneStatement.Goal.INDEX_GONE;
                    case INDEX_GONE -> LoneStatement.Goal.INDEX_VALID;
                    case CONSTRAINT_PRESENT,
                            CONSTRAINT_VALID,
                            CONSTRAINT_GONE,
                            COLUMN_NOT_NULL,
                            COLUMN_WITHOUT_DEFAULT,
                            LABEL_PRESENT,
                            REPEATABLE ->
                            throw new IllegalArgumentException(
                                    "there is no statement that undoes " + lone.goal());
                };
        return new LoneStatement(lone.undo(), goal, lone.object(), "", lone.sql());
    }

    private void applyAgain(NumberedStep step) throws SQLException {
        Plan plan = process.plan();
        Snapshot live = process.catalog();
        List<String> scripts =
                plan.migrations().reversed().stream()
                        .map(UndoneMigration::forward)
                        .map(forward -> Objects.requireNonNull(forward).sql())
                        .toList();
        Shift shift =
                new Shift(
                        scripts,
                        plan.between(),
                        plan.before(),
                        plan.locks(),
                        new VaultShare.None(),
                        new HistoryPutBack(
                                process.run(),
                                plan,
                                process.place().tool(),
                                process.runs(),
                                process.place().operator()),
                        "applying the migration again does not lead to the schema before the run");
        new Tries(process, step, JournalEvent.UNDONE).run(shift, live);
        process.copy();
    }

    private StepProgress progress() {
        return StepProgress.of(process.run(), process.steps(), process.lines());
    }

    /// Why giving the run up now would be refused; nothing when it is sure to work.
    List<String> doubts() {
        return doubts(progress());
    }

    private List<String> doubts(StepProgress progress) {
        return new Doubts(new Vault(process.records()), process.watch(), process.run())
                .of(process.plan(), process.steps(), progress);
    }

    /// What became of each step in the end. What was opened by hand before anybody gave the run up
    /// does not stay.
    private AbortReport report() {
        Map<Integer, JournalLine> last = new LinkedHashMap<>();
        Set<Integer> stay = new HashSet<>();
        boolean aborting = false;
        for (JournalLine line : process.lines()) {
            JournalEvent event = line.entry().event();
            Integer step = line.entry().step();
            aborting |= event == JournalEvent.ABORTING;
            if (step != null && (event == JournalEvent.UNDONE || event == JournalEvent.KEPT)) {
                last.remove(step);
                last.put(step, line);
                if (aborting && event == JournalEvent.KEPT) {
                    stay.add(step);
                }
            }
        }
        List<String> undone = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        last.forEach((step, line) -> {
            JournalEntry entry = line.entry();
            if (stay.contains(step)) {
                kept.add(entry.title() + ": " + entry.message());
            } else {
                undone.add(entry.title());
            }
        });
        return new AbortReport(process.run(), undone, kept);
    }
}
