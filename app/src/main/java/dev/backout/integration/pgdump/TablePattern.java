package dev.backout.integration.pgdump;

import dev.backout.backup.TableName;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tables as the patterns that pg_dump's options take: psql's, where double quotes take what is
/// between them literally, and what is outside of them is a regular expression.
final class TablePattern {
    /// An argument may have 128 KiB on Linux.
    private static final int PER_PATTERN = 500;

    private TablePattern() {}

    /// Patterns that match exactly these tables.
    static List<String> of(Collection<TableName> tables) {
        Map<String, List<String>> bySchema = new TreeMap<>();
        for (TableName table : tables) {
            bySchema.computeIfAbsent(table.schema(), _ -> new ArrayList<>()).add(table.table());
        }
        List<String> patterns = new ArrayList<>();
        bySchema.forEach((schema, names) -> {
            for (int from = 0; from < names.size(); from += PER_PATTERN) {
                List<String> some = names.subList(from, Math.min(names.size(), from + PER_PATTERN));
                patterns.add(quoted(schema) + "." + alternatives(some));
            }
        });
        return patterns;
    }

    private static String alternatives(List<String> names) {
        return names.stream().map(TablePattern::quoted).collect(Collectors.joining("|", "(", ")"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
