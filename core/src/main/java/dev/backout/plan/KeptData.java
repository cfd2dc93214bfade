package dev.backout.plan;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.proof.Subject;
import dev.backout.records.RecordSchema;
import dev.backout.vault.Holding;
import dev.backout.vault.Holdings;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.MergedInverse;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the vault holds of the migrations that are undone. Immutable.
///
/// @param vault where it lies
/// @param holdings in the order of destruction
/// @param deployed the migrations that Backout applied: whatever they destroyed is in the vault
record KeptData(Vault vault, List<Holding> holdings, List<String> deployed) {
    KeptData {
        holdings = List.copyOf(holdings);
        deployed = List.copyOf(deployed);
    }

    /// Nothing is kept.
    static KeptData none(String records) {
        return new KeptData(new Vault(new RecordSchema(records)), List.of(), List.of());
    }

    /// Brings it back.
    MergedInverse merged() {
        return new MergedInverse(vault, holdings);
    }

    /// What a replica needs before the first migration; none when there is nothing to try.
    List<Subject> standIns() {
        return holdings.isEmpty()
                ? List.of()
                : List.of(new Subject("the vault", merged().standIns(), null));
    }

    /// The schema that stands for the vault in a replica, or null when there is nothing to try.
    @Nullable RecordSchema records() {
        return holdings.isEmpty() ? null : vault.records();
    }

    /// What is kept of applied migrations.
    ///
    /// @param records the schema of Backout's records, unquoted
    /// @param undone oldest first
    /// @throws BackoutException `usage` when several are to be undone at once and something is
    ///   kept: what returns has to return layer by layer
    static KeptData read(Connection connection, String records, List<AppliedMigration> undone) {
        Vault vault = new Vault(new RecordSchema(records));
        Holdings holdings = new Holdings(vault);
        List<Holding> all = new ArrayList<>();
        List<String> deployed = new ArrayList<>();
        try {
            for (AppliedMigration migration : undone) {
                String origin = holdings.deployment(connection, migration.rowIds());
                if (origin != null) {
                    deployed.add(migration.name());
                    all.addAll(holdings.ofOrigin(connection, origin));
                }
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the vault failed", e);
        }
        if (!all.isEmpty() && undone.size() > 1) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "the vault holds data of these migrations, which returns one migration at a"
                            + " time",
                    "back out the newest first: backout plan --last 1, backout run, and so on");
        }
        return new KeptData(vault, all, deployed);
    }
}
