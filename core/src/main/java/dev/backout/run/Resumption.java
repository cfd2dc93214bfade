package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;
import dev.backout.plan.Plan;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.Fill;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        Set<Address> open = new HashSet<>();
        boolean known = true;
        for (NumberedStep step : process.steps()) {
            undone |= step.step() instanceof Step.Transaction && progress.done(step);
            if (step.step() instanceof Step.Filling(String _, Fill fill)) {
                open.add(fill.column());
            }
            if (step.step() instanceof Step.Alone alone
                    && progress.last().containsKey(step.number())) {
                Address object = alone.statement().object();
                known &= object != null;
                if (object != null) {
                    open.add(object);
                }
            }
        }
        if (undone && known) {
            insistOnSchema(open);
        }
    }

    /// Whether a step that changes the schema is done.
    static boolean changed(String run, List<NumberedStep> steps, List<JournalLine> lines) {
        StepProgress progress = StepProgress.of(run, steps, lines);
        return steps.stream()
                .filter(step ->
                        !(step.step() instanceof Step.Outside
                                || step.step() instanceof Step.Opening
                                || step.step() instanceof Step.Copying))
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

    /// @param open what lone statements have made or are making, valid or not
    private void insistOnSchema(Set<Address> open) {
        Plan plan = process.plan();
        Snapshot live = process.catalog();
        Comparison comparison =
                Comparison.of(plan.between(), live, process.check().roots(plan.between(), live))
                        .without(open);
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
