package dev.backout.status;

import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.proofs.AppliedScripts;
import dev.backout.proofs.HistoryKeys;
import dev.backout.proofs.KeptProof;
import dev.backout.proofs.KeptProofs;
import dev.backout.run.StoredInverse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks up how applied migrations could be backed out. Nothing is proved here: it reads what
/// earlier commands left on disk and in the database. For one thread.
public final class WaysBack {
    private final KeptProofs kept;
    private final int major;
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, StoredInverse> stored = new HashMap<>();

    /// @param kept what was proved on this machine
    /// @param engine the version of Backout
    /// @param major the live server's major version
    /// @param applied the scripts that ran
    public WaysBack(KeptProofs kept, String engine, int major, AppliedScripts applied) {
        this.kept = kept;
        this.major = major;
        List<String> of = HistoryKeys.of(engine, applied.checksums());
        for (int i = 0; i < of.size(); i++) {
            keys.put(applied.names().get(i), of.get(i));
        }
    }

    /// Adds what the database keeps of the scripts that ran.
    public void add(List<StoredInverse> inverses, History history) {
        for (StoredInverse inverse : inverses) {
            if (history.rowsOf(inverse.migration()).stream()
                    .map(HistoryRow::checksum)
                    .anyMatch(inverse.checksum()::equals)) {
                stored.put(inverse.migration(), inverse);
            }
        }
    }

    /// The SQL that would undo one, as far as it is known; its names tell what it touches.
    public List<String> sql(String migration) {
        String key = keys.get(migration);
        KeptProof proof = key == null ? null : kept.find(key, major);
        StoredInverse inverse = stored.get(migration);
        return proof != null
                ? proof.inverse()
                : inverse == null ? List.of() : List.of(inverse.sql());
    }

    /// How one could be backed out.
    public WayBack of(String migration) {
        String key = keys.get(migration);
        KeptProof proof = key == null ? null : kept.find(key, major);
        StoredInverse inverse = stored.get(migration);
        if (proof == null) {
            return inverse == null ? WayBack.UNKNOWN : WayBack.of(inverse);
        }
        WayBack way = WayBack.of(proof);
        return inverse == null ? way : way.alsoStored();
    }
}
