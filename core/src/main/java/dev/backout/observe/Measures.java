package dev.backout.observe;

import dev.backout.schema.Address;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the server told while a file, or one statement, ran. Only tables and materialized views
/// from before are named, by their names before.
///
/// @param locks the strongest lock mode on each
/// @param rewritten those whose storage was replaced, sequences included
/// @param dropped tables with rows of their own that are gone, also those that no snapshot knows
/// @param scanned those that were read from end to end
/// @param writes those whose rows were written
/// @param code statements that run procedural code
/// @param duration wall time, without our own questions
public record Measures(
        Map<Address, LockMode> locks,
        Set<Address> rewritten,
        Set<Address> dropped,
        Set<Address> scanned,
        List<TableWrite> writes,
        List<CodeUse> code,
        Duration duration) {
    /// Nothing was touched.
    public static final Measures NONE =
            new Measures(
                    Map.of(), Set.of(), Set.of(), Set.of(), List.of(), List.of(), Duration.ZERO);

    /// Copies and sorts.
    public Measures {
        locks = Collections.unmodifiableSortedMap(new TreeMap<>(locks));
        rewritten = Collections.unmodifiableSortedSet(new TreeSet<>(rewritten));
        dropped = Collections.unmodifiableSortedSet(new TreeSet<>(dropped));
        scanned = Collections.unmodifiableSortedSet(new TreeSet<>(scanned));
        writes = List.copyOf(writes);
        code = List.copyOf(code);
    }

    /// The same locks and so on with what a closer look told about rows.
    public Measures withRows(List<TableWrite> writes, List<CodeUse> code) {
        return new Measures(locks, rewritten, dropped, scanned, writes, code, duration);
    }
}
