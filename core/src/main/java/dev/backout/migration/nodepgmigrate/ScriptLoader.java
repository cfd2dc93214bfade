package dev.backout.migration.nodepgmigrate;

import dev.backout.migration.MigrationSource;

import java.util.List;
import java.util.Map;

/// Runs JavaScript and TypeScript migrations to learn what they send.
@FunctionalInterface
interface ScriptLoader {
    /// What each of them comes to.
    ///
    /// @param source where they lie
    /// @param files their names in the directory, in the tool's order
    Map<String, LoadedScript> load(MigrationSource source, List<String> files);
}
