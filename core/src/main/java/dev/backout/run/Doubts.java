package dev.backout.run;

import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;
import dev.backout.plan.Amount;
import dev.backout.plan.Casualty;
import dev.backout.plan.Forward;
import dev.backout.plan.Plan;
import dev.backout.plan.UndoneMigration;

import java.util.ArrayList;
import java.util.List;

/// Whether giving a run up gives back what there was.
final class Doubts {
    private Doubts() {}

    /// Why what was done cannot be undone; nothing when the migration was not backed out yet.
    static List<String> of(Plan plan, List<NumberedStep> steps, StepProgress progress) {
        boolean backedOut =
                steps.stream()
                        .anyMatch(step ->
                                step.step() instanceof Step.Transaction && progress.done(step));
        List<String> doubts = new ArrayList<>();
        if (!backedOut) {
            return doubts;
        }
        for (UndoneMigration migration : plan.migrations()) {
            Forward forward = migration.forward();
            if (forward == null) {
                doubts.add("the script of %s is not in the plan".formatted(migration.name()));
            } else {
                doubts.addAll(forward.doubts());
            }
        }
        if (!plan.vault().none()) {
            doubts.add("what it destroyed, and what came back, is a matter of the vault");
        }
        for (Casualty casualty : plan.casualties()) {
            if (casualty.count() != 0) {
                doubts.add(
                        "%s: %s%s are gone and were not kept"
                                .formatted(
                                        casualty.object().title(),
                                        Amount.text(casualty.count(), casualty.exact()),
                                        casualty.what()));
            }
        }
        return doubts;
    }
}
