package dev.backout.migration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What a migration tool says about a database.
///
/// @param table the history table, for messages
/// @param present whether there is such a table; without it nothing was ever applied by the tool
/// @param rows all rows, oldest first
/// @param notes odd things about the table itself, one sentence each
/// @param key what of a name tells migrations apart: the rest of it may change
public record History(
        String table,
        boolean present,
        List<HistoryRow> rows,
        List<String> notes,
        UnaryOperator<String> key) {
    public History {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// A history that tells migrations apart by their whole names.
    public History(String table, boolean present, List<HistoryRow> rows, List<String> notes) {
        this(table, present, rows, notes, UnaryOperator.identity());
    }

    /// A database in which the tool never ran.
    ///
    /// @param notes where the history may be instead
    public static History absent(String table, List<String> notes) {
        return new History(table, false, List.of(), notes);
    }

    /// The rows of one migration, oldest first.
    public List<HistoryRow> rowsOf(String name) {
        String wanted = key.apply(name);
        return rows.stream().filter(row -> key.apply(row.name()).equals(wanted)).toList();
    }

    /// The rows of every name, oldest first.
    public Map<String, List<HistoryRow>> byName() {
        return rows.stream().collect(Collectors.groupingBy(HistoryRow::name));
    }

    /// The names that count as applied, in the order in which they were begun.
    public List<String> applied() {
        var names = new LinkedHashSet<String>();
        for (HistoryRow row : rows) {
            if (row.state() == HistoryRow.State.APPLIED) {
                names.add(row.name());
            }
        }
        return List.copyOf(names);
    }
}
