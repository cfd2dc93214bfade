package dev.backout.check;

import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.hazard.Finding;
import dev.backout.policy.Breach;
import dev.backout.policy.Waiver;
import dev.backout.proof.MigrationProof;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// All that `check` says of one migration.
///
/// @param proof what was proved, or why it does not run
/// @param path the script's path, for reports that point into files
/// @param data what becomes of data; null when it does not run
/// @param classification what it is; null when it does not run
/// @param findings the hazards
/// @param waiver what somebody accepted in writing, or null
/// @param breaches the rules that it does not meet
public record CheckedMigration(
        MigrationProof proof,
        String path,
        @Nullable DataVerdict data,
        @Nullable Classification classification,
        List<Finding> findings,
        @Nullable Waiver waiver,
        List<Breach> breaches) {
    /// Copies the lists.
    public CheckedMigration {
        findings = List.copyOf(findings);
        breaches = List.copyOf(breaches);
    }

    /// The migration's name.
    public String name() {
        return proof.name();
    }

    /// Whether the file runs at all.
    public boolean runs() {
        return proof.broken() == null;
    }
}
