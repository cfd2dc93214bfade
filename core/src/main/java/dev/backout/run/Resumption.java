package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;
import dev.backout.plan.Plan;
import dev.backout.schema.Snapshot;

import java.util.List;

/// Whether a run can be taken up where its journal says that it stands. A database that was
/// restored since then holds another journal, or another schema than its journal says.
///
/// @param process which run
record Resumption(RunProcess process) {
    /// @throws BackoutException `journal-invalid`; nothing was executed
    void insist() {
        List<JournalLine> lines = process.lines();
        insistOnCopy(lines);
        StepProgress progress = StepProgress.of(process.run(), process.steps(), lines);
        boolean undone = false;
        boolean lone = false;
        for (NumberedStep step : process.steps()) {
            undone |= step.step() instanceof Step.Transaction && progress.done(step);
            lone |= step.step() instanceof Step.Alone && progress.last().containsKey(step.number());
        }
        if (undone && !lone) {
            insistOnSchema();
        }
    }

    /// Whether a step that changes the schema is done.
    static boolean changed(String run, List<NumberedStep> steps, List<JournalLine> lines) {
        StepProgress progress = StepProgress.of(run, steps, lines);
        return steps.stream()
                .filter(step -> !(step.step() instanceof Step.Outside))
                .anyMatch(progress::done);
    }

    private void insistOnCopy(List<JournalLine> lines) {
        long copied = process.place().copy().lastLine(process.run());
        long known = lines.isEmpty() ? 0 : lines.getLast().line();
        if (copied > known) {
            throw BackoutException.of(
                    ErrorCode.JOURNAL_INVALID,
                    "the database's journal of run %s ends with line %d, the copy on this machine with line %d"
                            .formatted(process.run(), known, copied),
                    "nothing was executed; the database was restored to an earlier time since:"
                            + " make a new plan");
        }
    }

    private void insistOnSchema() {
        Plan plan = process.plan();
        Snapshot live = process.catalog();
        Comparison comparison =
                Comparison.of(plan.between(), live, process.check().roots(plan.between(), live));
        if (!comparison.same()) {
            throw BackoutException.of(
                    ErrorCode.JOURNAL_INVALID,
                    "the journal of run %s says that the migration is backed out, and the schema does not: %s"
                            .formatted(process.run(), PlanCheck.shortened(comparison.notReached())),
                    "nothing was executed; the database was restored or changed since: backout"
                            + " status tells how it stands");
        }
    }
}
