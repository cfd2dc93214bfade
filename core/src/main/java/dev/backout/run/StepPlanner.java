package dev.backout.run;

import dev.backout.journal.Step;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.vault.merge.Fill;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Lays down the steps of a run.
final class StepPlanner {
    private StepPlanner() {}

    /// @param around what is done outside of the database
    static List<Step> steps(Plan plan, Around around) {
        List<Step> steps = new ArrayList<>(around.before());
        List<String> copies = plan.online().copies();
        if (!copies.isEmpty()) {
            steps.add(
                    new Step.Copying(
                            "copy %s into the vault, while others write"
                                    .formatted(String.join(", ", copies)),
                            copies));
        }
        List<Step> openings = new ArrayList<>();
        List<Step> last = new ArrayList<>();
        for (Around.Door door : around.shutting()) {
            steps.add(door.shut());
            (door.last() ? last : openings)
                    .addFirst(new Step.Opening(door.opening(), steps.size()));
        }
        steps.addAll(around.onceShut());
        steps.add(new Step.Transaction(title(plan), plan.statements()));
        steps.addAll(around.whileShut());
        steps.addAll(openings);
        for (Fill fill : plan.online().fills()) {
            steps.add(
                    new Step.Filling(
                            "bring %,d values of %s back, in batches"
                                    .formatted(fill.rows(), fill.column().text()),
                            fill));
        }
        for (LoneStatement lone : plan.afterwards()) {
            steps.add(new Step.Alone(FirstLine.of(lone.sql()), lone));
        }
        steps.add(new Step.Verify("verify database " + plan.database().name()));
        steps.addAll(around.stepwise());
        steps.addAll(last);
        steps.addAll(around.last());
        return List.copyOf(steps);
    }

    /// What a run of the plan is about.
    static String title(Plan plan) {
        String names =
                plan.migrations().stream()
                        .map(UndoneMigration::name)
                        .collect(Collectors.joining(", "));
        return switch (plan.strategy()) {
            case Strategy.Finish() -> "finish " + names;
            case Strategy.Redo _ -> "apply again " + names;
            case Strategy.Mark() -> "settle the history of " + names;
            case Strategy.Inverse(), Strategy.RevertCommit(), Strategy.LeaveInPlace _ ->
                    "back out " + names;
        };
    }
}
