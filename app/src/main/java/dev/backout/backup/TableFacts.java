package dev.backout.backup;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tables of a database that hold rows of their own, and how big they are.
///
/// @param bytes by table, without indexes and with TOAST
/// @param heirs of partitioned tables and parents: all partitions and children below
/// @param total the files of the database but for its indexes, which also counts what the catalog
///   does not know yet
public record TableFacts(
        Map<TableName, Long> bytes, Map<TableName, List<TableName>> heirs, long total) {
    /// Sorts the tables.
    public TableFacts {
        bytes = Collections.unmodifiableMap(new TreeMap<>(bytes));
        heirs = Map.copyOf(heirs);
    }

    /// Some of them together.
    public long of(Collection<TableName> tables) {
        return tables.stream().mapToLong(table -> bytes.getOrDefault(table, 0L)).sum();
    }

    /// The tables among these that hold rows, with what inherits from them, sorted.
    public List<TableName> holding(Collection<TableName> tables) {
        Set<TableName> all = new TreeSet<>(tables);
        tables.forEach(table -> all.addAll(heirs.getOrDefault(table, List.of())));
        all.retainAll(bytes.keySet());
        return List.copyOf(all);
    }
}
