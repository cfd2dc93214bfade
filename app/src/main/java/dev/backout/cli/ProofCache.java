package dev.backout.cli;

import dev.backout.check.CheckReport;
import dev.backout.check.ProofKeeper;
import dev.backout.migration.MigrationDirectory;
import dev.backout.proof.MigrationProof;
import dev.backout.proofs.AppliedScripts;
import dev.backout.proofs.KeptProof;
import dev.backout.proofs.KeptProofs;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.status.WaysBack;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;

/// What this machine keeps of earlier proofs, at its usual place.
final class ProofCache {
    private ProofCache() {}

    private static KeptProofs proofs() {
        return new KeptProofs(ScratchPlaces.standard().cache());
    }

    /// Keeps what `check` and `generate` proved.
    static void keep(MigrationDirectory directory, CheckReport report, int major) {
        new ProofKeeper(proofs(), Version.text()).keep(directory, report.migrations(), major);
    }

    /// Keeps what `plan` proved, where nothing is kept yet: its statements are for today's sizes.
    static void keep(
            Site site,
            Connection connection,
            @Nullable MigrationDirectory directory,
            MigrationProof proof,
            int major) {
        AppliedScripts applied =
                AppliedScripts.of(site.tool().history(connection), directory, site.tool());
        String key = applied.key(Version.text(), proof.name());
        String checksum = applied.checksum(proof.name());
        if (key == null || checksum == null || proofs().exact(key, major) != null) {
            return;
        }
        KeptProof kept = KeptProof.of(proof, checksum, major);
        if (kept != null) {
            proofs().put(key, kept);
        }
    }

    /// What is known about the migrations of a history.
    static WaysBack waysBack(AppliedScripts applied, int major) {
        return new WaysBack(proofs(), Version.text(), major, applied);
    }
}
