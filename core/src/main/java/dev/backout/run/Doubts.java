package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.StepProgress;
import dev.backout.plan.Amount;
import dev.backout.plan.Casualty;
import dev.backout.plan.Forward;
import dev.backout.plan.Plan;
import dev.backout.plan.UndoneMigration;
import dev.backout.vault.Capture;
import dev.backout.vault.Contents;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether giving a run up gives back what there was.
///
/// @param vault what the run has kept, which may be more than its plan foresaw
/// @param connection reads it
/// @param run the run's id
record Doubts(Vault vault, Connection connection, String run) {
    /// Why what was done cannot be undone; nothing when the migration was not backed out yet.
    List<String> of(Plan plan, List<NumberedStep> steps, StepProgress progress) {
        List<String> doubts = new ArrayList<>();
        if (!progress.committed(steps)) {
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
        doubts.addAll(ofVault(plan));
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

    /// The migration applied again takes nothing out of the vault, and keeps nothing there.
    private List<String> ofVault(Plan plan) {
        Contents contents = new Contents(vault);
        List<String> doubts = new ArrayList<>();
        try {
            Set<Long> own =
                    vault.ofRun(connection, run).stream()
                            .map(Capture::id)
                            .collect(Collectors.toSet());
            for (Capture capture : vault.all(connection)) {
                String text = capture.kept().text();
                boolean kept = own.contains(capture.id());
                boolean restored = plan.vault().captures().contains(capture.id());
                if ((kept || restored) && contents.any(connection, capture)) {
                    doubts.add(
                            kept
                                    ? "it has put %s into the vault".formatted(text)
                                    : "it has put %s back".formatted(text));
                }
            }
            return doubts;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the vault failed", e);
        }
    }
}
