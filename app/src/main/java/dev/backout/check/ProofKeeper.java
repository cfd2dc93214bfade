package dev.backout.check;

import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.proofs.HistoryKeys;
import dev.backout.proofs.KeptProof;
import dev.backout.proofs.KeptProofs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps what `check` and `generate` prove, for `status` and whoever needs it next. For one thread.
public final class ProofKeeper {
    private final KeptProofs kept;
    private final String engine;

    /// @param engine the version of Backout: another one may prove otherwise
    public ProofKeeper(KeptProofs kept, String engine) {
        this.kept = kept;
        this.engine = engine;
    }

    /// Keeps all proofs of a report up to the first migration that does not run: what comes after
    /// it was proved on a history that no database has.
    ///
    /// @param major the server's major version
    public void keep(MigrationDirectory directory, List<CheckedMigration> checked, int major) {
        Map<String, CheckedMigration> byName = new HashMap<>();
        checked.forEach(one -> byName.put(one.name(), one));
        List<Migration> history = directory.migrations();
        List<String> keys =
                HistoryKeys.of(engine, history.stream().map(Migration::checksum).toList());
        for (int i = 0; i < history.size(); i++) {
            CheckedMigration one = byName.get(history.get(i).name());
            if (one != null && !one.runs()) {
                return;
            }
            if (one != null) {
                keep(keys.get(i), history.get(i).checksum(), one, major);
            }
        }
    }

    private void keep(String key, String checksum, CheckedMigration one, int major) {
        DataVerdict data = one.data();
        Classification classification = one.classification();
        if (data != null && classification != null) {
            kept.put(key, KeptProof.of(one.proof(), checksum, major, data, classification));
        }
    }
}
