package dev.backout.migration.nodepgmigrate;

import dev.backout.migration.MigrationSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the project's own node-pg-migrate.
record NodeScripts(NodePgSettings settings, Path root) implements ScriptLoader {
    @Override
    public Map<String, LoadedScript> load(MigrationSource source, List<String> files) {
        Map<String, LoadedScript> loaded = new HashMap<>();
        files.forEach(file -> loaded.put(file, new LoadedScript.Broken("is not SQL")));
        return loaded;
    }
}
