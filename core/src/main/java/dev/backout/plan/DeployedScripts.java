package dev.backout.plan;

import dev.backout.database.Sql;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.Script;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The scripts that Backout keeps of the migrations that it applied: they are what ran, whatever
/// the directory says now.
record DeployedScripts(RecordSchema records, MigrationTool tool) {
    /// The directory with the applied migrations that it lacks or has otherwise, as far as the
    /// database keeps them; null when there is neither.
    @Nullable MigrationDirectory complete(
            @Nullable MigrationDirectory directory, Connection connection, History history)
            throws SQLException {
        Map<String, Migration> kept = kept(connection, history);
        if (directory != null) {
            for (Migration migration : directory.migrations()) {
                kept.computeIfPresent(
                        migration.name(),
                        (name, deployed) ->
                                tool.matches(migration.script(), deployed.checksum())
                                        ? null
                                        : deployed);
            }
        }
        if (kept.isEmpty()) {
            return directory;
        }
        List<Migration> all =
                new ArrayList<>(directory == null ? List.of() : directory.migrations());
        all.removeIf(migration -> kept.containsKey(migration.name()));
        all.addAll(kept.values());
        return directory == null
                ? new MigrationDirectory("the records in the database", all, List.of())
                : new MigrationDirectory(directory.location(), all, directory.problems());
    }

    private Map<String, Migration> kept(Connection connection, History history)
            throws SQLException {
        Map<String, Migration> kept = new LinkedHashMap<>();
        if (!records.current(connection)) {
            return kept;
        }
        for (String name : history.applied()) {
            String script =
                    Sql.first(
                            connection,
                            "select script from %s.deployment where history_row = any (?)"
                                    .formatted(records.sql()),
                            row -> row.getString(1),
                            history.rowsOf(name).stream().map(HistoryRow::id).toList());
            if (script != null) {
                kept.put(
                        name,
                        new Migration(
                                name,
                                Script.of(
                                        name + " as it was applied",
                                        script.getBytes(StandardCharsets.UTF_8)),
                                null,
                                null));
            }
        }
        return kept;
    }
}
