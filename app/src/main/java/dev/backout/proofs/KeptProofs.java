package dev.backout.proofs;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Proofs of earlier commands: `check`, `generate` and `plan` write them, `status` reads them. Safe
/// for several threads and several processes; a damaged file, or one of another format, is as good
/// as none.
public final class KeptProofs {
    private static final int OLDEST = 14;
    private static final int NEWEST = 18;

    private final KeptFiles files;

    /// @param cache the folder of everything that may be deleted at any time
    public KeptProofs(Path cache) {
        this.files = new KeptFiles(cache.resolve("proofs"));
    }

    /// What was proved of a migration, or null: on that version of the server, or else on the
    /// newest other one.
    ///
    /// @param key see [HistoryKeys]
    /// @param major the live server's major version
    public @Nullable KeptProof find(String key, int major) {
        KeptProof exact = exact(key, major);
        for (int other = NEWEST; exact == null && other >= OLDEST; other--) {
            exact = other == major ? null : exact(key, other);
        }
        return exact;
    }

    /// What was proved on exactly that version, or null.
    public @Nullable KeptProof exact(String key, int major) {
        byte[] content = files.find(name(key, major));
        return content == null ? null : KeptProofJson.read(content);
    }

    /// Keeps a proof.
    ///
    /// @return whether that was possible
    public boolean put(String key, KeptProof proof) {
        return files.put(name(key, proof.major()), KeptProofJson.write(proof));
    }

    private static String name(String key, int major) {
        return key + "-" + major + ".json";
    }
}
