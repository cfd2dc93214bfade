package dev.backout.testkit.pgdump;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// How two dumps differ.
public sealed interface DumpDifference {

    /// To the letter the same, but for the order of entries.
    record Same() implements DumpDifference {}

    /// The same but for the physical order of columns.
    ///
    /// @param text the smallest difference
    record ColumnOrderOnly(String text) implements DumpDifference {}

    /// Not the same.
    ///
    /// @param text the smallest difference: `-` only before, `+` only after
    record Different(String text) implements DumpDifference {}

    /// Compares two dumps; `before` is the one that is wanted.
    static DumpDifference between(Dump before, Dump after) {
        if (before.entries().equals(after.entries())) {
            return new Same();
        }
        Dump sortedBefore = before.withoutColumnOrder();
        Dump sortedAfter = after.withoutColumnOrder();
        return sortedBefore.entries().equals(sortedAfter.entries())
                ? new ColumnOrderOnly(describe(before, after))
                : new Different(describe(sortedBefore, sortedAfter));
    }

    private static String describe(Dump before, Dump after) {
        TreeSet<DumpKey> keys = new TreeSet<>(before.entries().keySet());
        keys.addAll(after.entries().keySet());
        List<String> lines = new ArrayList<>();
        for (DumpKey key : keys) {
            @Nullable String old = before.entries().get(key);
            @Nullable String current = after.entries().get(key);
            if (old == null || !old.equals(current)) {
                lines.add(key.toString());
                lines.addAll(LineDifference.between(lines(old), lines(current)));
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> lines(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList();
    }
}
