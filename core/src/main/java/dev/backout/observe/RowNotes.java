package dev.backout.observe;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What triggers noted, by table.
final class RowNotes {
    private final Map<Long, Note> notes = new HashMap<>();

    /// What was done to one table.
    static final class Note {
        private final Set<Operation> operations = EnumSet.noneOf(Operation.class);
        private final Set<Integer> columns = new TreeSet<>();
        private boolean others;

        Set<Operation> operations() {
            return operations;
        }

        /// Numbers of the columns that an UPDATE set.
        Set<Integer> columns() {
            return columns;
        }

        /// Whether an UPDATE set columns that the file does not name.
        boolean others() {
            return others;
        }
    }

    /// Adds notes as [RowTriggers] makes them: `16400:U;16400:C:3;`.
    Set<Long> add(String text) {
        Set<Long> tables = new HashSet<>();
        for (String one : text.split(";")) {
            if (!one.isEmpty()) {
                tables.add(addOne(one.split(":")));
            }
        }
        return tables;
    }

    /// The tables that something was done to.
    Set<Long> tables() {
        return Set.copyOf(notes.keySet());
    }

    Note of(long table) {
        return notes.getOrDefault(table, new Note());
    }

    private long addOne(String[] parts) {
        long table = Long.parseLong(parts[0]);
        Note note = notes.computeIfAbsent(table, k -> new Note());
        switch (parts[1]) {
            case "I" -> note.operations.add(Operation.INSERT);
            case "U" -> note.operations.add(Operation.UPDATE);
            case "D" -> note.operations.add(Operation.DELETE);
            case "T" -> note.operations.add(Operation.TRUNCATE);
            case "C" -> note.columns.add(Integer.parseInt(parts[2]));
            case "O" -> note.others = true;
            default -> throw new IllegalArgumentException("unknown note " + parts[1]);
        }
        return table;
    }
}
