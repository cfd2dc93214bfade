package dev.backout.proofs;

import dev.backout.migration.Script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Names for the states of a history: a proof holds for a script after exactly these scripts, in
/// this order, and for the engine that made it.
public final class HistoryKeys {
    private HistoryKeys() {}

    /// One key for each script: of itself and all that went before.
    ///
    /// @param engine the version of Backout
    /// @param checksums of the scripts, in the order in which they are applied
    public static List<String> of(String engine, List<String> checksums) {
        List<String> keys = new ArrayList<>();
        String key = engine;
        for (String checksum : checksums) {
            key = Script.sha256((key + "\n" + checksum).getBytes(StandardCharsets.UTF_8));
            keys.add(key);
        }
        return keys;
    }
}
