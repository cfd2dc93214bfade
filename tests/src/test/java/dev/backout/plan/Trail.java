package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where rows go while an application writes the statements of [RandomData]: which row of before a
/// row is. For one thread.
final class Trail {
    private static final Pattern MOVE =
            Pattern.compile("UPDATE (\\w+) SET id = id \\+ (\\d+) WHERE id = (\\d+);");
    private static final Pattern INSERTION =
            Pattern.compile(
                    "INSERT INTO (\\w+) \\(id\\b[^)]*\\) (?:VALUES \\(|SELECT )(\\d+)\\b.*");

    /// Where rows were before, by table and key; an empty text for those that were nowhere.
    private final Map<String, Map<String, String>> origins = new TreeMap<>();

    /// Follows a statement.
    ///
    /// @param rows how many rows it wrote
    void follow(String sql, int rows) {
        Matcher move = MOVE.matcher(sql);
        Matcher insertion = INSERTION.matcher(sql);
        if (move.matches()) {
            String from = move.group(3);
            if (rows > 0) {
                String origin = origin(move.group(1), from);
                put(
                        move.group(1),
                        String.valueOf(Long.parseLong(from) + Long.parseLong(move.group(2))),
                        origin == null ? "" : origin);
            }
        } else if (insertion.matches()) {
            if (rows > 0) {
                put(insertion.group(1), insertion.group(2), "");
            }
        } else if (sql.startsWith("INSERT") || sql.contains("SET id")) {
            throw new IllegalArgumentException("nobody knows where rows go by " + sql);
        }
    }

    /// The key that a row had before; null when it was inserted since.
    @Nullable String origin(String table, String key) {
        String origin = origins.getOrDefault(table, Map.of()).getOrDefault(key, key);
        return origin.isEmpty() ? null : origin;
    }

    private void put(String table, String key, String origin) {
        origins.computeIfAbsent(table, _ -> new TreeMap<>()).put(key, origin);
    }
}
