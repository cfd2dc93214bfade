package dev.backout.demo;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the demo found when all was over.
///
/// @param before the rows before the bad migration
/// @param during orders that the new release took, by the new schema, until the way back
/// @param after orders that the old release took, by the old schema, after the way back
/// @param now the rows at the end
/// @param sameValues whether every value of the rows before is what it was
/// @param differences of the schema now against the schema before the bad migration
/// @param historyRows rows of the bad migration in the history
/// @param refusal what a second deploy of the same file is told, or null when nothing stops it
public record DemoEnd(
        Counts before,
        long during,
        long after,
        Counts now,
        boolean sameValues,
        List<String> differences,
        long historyRows,
        @Nullable String refusal) {
    /// Whether everything is there.
    public boolean restored() {
        return now.equals(before.withOrders(during + after))
                && sameValues
                && differences.isEmpty()
                && historyRows == 0
                && refusal != null;
    }
}
