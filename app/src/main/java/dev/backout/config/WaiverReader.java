package dev.backout.config;

import dev.backout.migration.Migration;
import dev.backout.migration.Script;
import dev.backout.policy.Waiver;

import org.jspecify.annotations.Nullable;

/// Reads the `waiver.yaml` beside a migration.
public final class WaiverReader {
    private WaiverReader() {}

    /// The migration's waiver, or null when it has none.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`: a waiver that is not
    ///   understood accepts nothing
    public static @Nullable Waiver read(Migration migration) {
        Script script = migration.waiver();
        if (script == null) {
            return null;
        }
        YamlBlock block = YamlBlock.of(script.path(), script.text());
        block.only("who", "why", "losses", "unproved");
        return new Waiver(
                required(block, "who"),
                required(block, "why"),
                block.texts("losses"),
                block.flag("unproved", false));
    }

    private static String required(YamlBlock block, String key) {
        String text = block.text(key);
        if (text == null || text.isBlank()) {
            throw block.wrong(key, "is missing: a waiver says who accepts the loss, and why");
        }
        return text;
    }
}
