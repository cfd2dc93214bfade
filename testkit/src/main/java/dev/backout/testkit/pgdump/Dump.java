package dev.backout.testkit.pgdump;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A schema as pg_dump prints it, one entry per object. The order of the entries, the settings
/// around them and the random words of `\restrict` are not kept.
///
/// @param entries the statements of an object, by its kind, schema and name
public record Dump(SortedMap<DumpKey, String> entries) {

    public Dump {
        entries = new TreeMap<>(entries);
    }

    /// Reads what pg_dump printed.
    static Dump parse(String text) {
        return new DumpParser().parse(text);
    }

    /// The same, but for the order in which tables have their columns.
    public Dump withoutColumnOrder() {
        SortedMap<DumpKey, String> sorted = new TreeMap<>();
        entries.forEach((key, text) -> sorted.put(key, ColumnOrder.forget(key, text)));
        return new Dump(sorted);
    }

    /// The dump in one piece, with a line of header for each object.
    public String text() {
        return entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(entry -> "-- " + entry.getKey() + "\n" + entry.getValue() + "\n")
                .collect(Collectors.joining("\n"));
    }
}
