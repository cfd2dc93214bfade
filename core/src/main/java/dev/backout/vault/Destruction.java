package dev.backout.vault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a statement took away, by the identities of the catalog.
sealed interface Destruction {
    /// The table's OID.
    long table();

    /// The table is gone.
    record TableGone(long table) implements Destruction {}

    /// The table has no rows any more, and its storage is another.
    record TableEmptied(long table) implements Destruction {}

    /// A column is gone from a table that is still there.
    record ColumnGone(long table, int column) implements Destruction {}

    /// A column has another type, length, precision or collation.
    record ColumnRetyped(long table, int column) implements Destruction {}

    /// What is missing in `after`. Columns whose values follow from others hold nothing.
    ///
    /// @param before tables that may have been touched
    /// @param after what became of them
    /// @param emptied those that have lost all rows at once
    static Set<Destruction> between(
            Map<Long, LiveTable> before, Map<Long, LiveTable> after, Set<Long> emptied) {
        Set<Destruction> found = new LinkedHashSet<>();
        for (LiveTable table : before.values()) {
            LiveTable now = after.get(table.oid());
            if (now == null) {
                found.add(new TableGone(table.oid()));
                continue;
            }
            if (emptied.contains(table.oid())) {
                found.add(new TableEmptied(table.oid()));
            }
            found.addAll(columns(table, now));
        }
        return found;
    }

    private static List<Destruction> columns(LiveTable before, LiveTable after) {
        List<Destruction> found = new ArrayList<>();
        for (LiveColumn column : before.stored()) {
            LiveColumn now = after.columns().get(column.number());
            if (now == null) {
                found.add(new ColumnGone(before.oid(), column.number()));
            } else if (column.retypedTo(now)) {
                found.add(new ColumnRetyped(before.oid(), column.number()));
            }
        }
        return found;
    }
}
