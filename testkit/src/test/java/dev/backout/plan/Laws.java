package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The laws of nothing lost, held against what is there after a migration was backed out. It knows
/// nothing of how that is done.
///
/// @param original the data before the migration
/// @param migrated the data that it left
/// @param written the data after the application went on writing
record Laws(DataImage original, DataImage migrated, DataImage written) {
    /// @param end the data after it was backed out
    /// @param aside what was set aside, as `table {key} {columns}`
    List<String> violations(DataImage end, String aside) {
        List<String> violations = new ArrayList<>();
        for (String table : original.tables().keySet()) {
            boolean gone = !migrated.tables().containsKey(table);
            for (var row : original.rows(table).entrySet()) {
                if (gone) {
                    whole(table, row.getKey(), row.getValue(), end, aside, violations);
                } else {
                    columns(table, row.getKey(), row.getValue(), end, aside, violations);
                }
            }
            added(table, end, violations);
        }
        return violations;
    }

    /// A row of a table that the migration dropped comes back, or is set aside.
    private static void whole(
            String table,
            String id,
            Map<String, String> row,
            DataImage end,
            String aside,
            List<String> violations) {
        Map<String, String> now = end.rows(table).get(id);
        if (now == null ? !aside.contains("%s {%s}".formatted(table, id)) : !now.equals(row)) {
            violations.add("%s %s was %s and is %s".formatted(table, id, row, now));
        }
    }

    private void columns(
            String table,
            String id,
            Map<String, String> row,
            DataImage end,
            String aside,
            List<String> violations) {
        boolean destroyed = !migrated.rows(table).containsKey(id);
        boolean lives = written.rows(table).containsKey(id);
        Map<String, String> now = end.rows(table).get(id);
        if (!lives && !destroyed) {
            if (now != null) {
                violations.add("%s %s was deleted later and is back".formatted(table, id));
            }
            return;
        }
        if (destroyed && !lives) {
            whole(table, id, row, end, aside, violations);
            return;
        }
        if (now == null) {
            violations.add("%s %s is gone".formatted(table, id));
            return;
        }
        for (String column : row.keySet()) {
            String then = row.get(column);
            String left = migrated.value(table, id, column);
            String later = written.value(table, id, column);
            boolean rewritten = later != null && !Objects.equals(left, later);
            String found = now.get(column);
            if (rewritten ? !same(found, later) : !then.equals(found)) {
                violations.add(
                        "%s %s.%s was %s, then %s, then %s, and is %s"
                                .formatted(table, id, column, then, left, later, found));
            }
            if (rewritten
                    && !then.equals(left)
                    && !same(then, later)
                    && !isAside(aside, table, id, column)) {
                violations.add("%s %s.%s was not set aside".formatted(table, id, column));
            }
        }
    }

    /// Whether a value was set aside, alone or with its row.
    private static boolean isAside(String aside, String table, String id, String column) {
        return Pattern.compile("%s \\{%s\\} \\{([^}]*)\\}".formatted(table, id))
                .matcher(aside)
                .results()
                .anyMatch(one -> List.of(one.group(1).split(",")).contains(column));
    }

    /// A later value may get another text by the conversion back: 7 and 7.0, a day and its
    /// midnight.
    private static boolean same(@Nullable String now, @Nullable String later) {
        if (now == null || later == null || now.equals(later)) {
            return Objects.equals(now, later);
        }
        if (now.equals(later + " 00:00:00+00")) {
            return true;
        }
        try {
            return new BigDecimal(now).compareTo(new BigDecimal(later)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// Rows that came later stay, in the columns that both shapes have.
    private void added(String table, DataImage end, List<String> violations) {
        for (var row : written.rows(table).entrySet()) {
            if (original.rows(table).containsKey(row.getKey())
                    || migrated.rows(table).containsKey(row.getKey())) {
                continue;
            }
            Map<String, String> now = end.rows(table).getOrDefault(row.getKey(), Map.of());
            for (String column : new TreeSet<>(row.getValue().keySet())) {
                boolean shared =
                        original.rows(table).values().stream()
                                .anyMatch(one -> one.containsKey(column));
                if (shared && !same(now.get(column), row.getValue().get(column))) {
                    violations.add(
                            "later row %s %s.%s was %s and is %s"
                                    .formatted(
                                            table,
                                            row.getKey(),
                                            column,
                                            row.getValue().get(column),
                                            now.get(column)));
                }
            }
        }
    }
}
