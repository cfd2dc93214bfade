package dev.backout.vault;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/// The partitioned tables above a table. What a partitioned table loses, its partitions lose with
/// it: it is kept once, from the top, so that it finds its way back whatever became of the
/// partitions since. A child by inheritance has rows and columns of its own and stands for itself.
///
/// @param tables as they were before
/// @param destroyed what was taken away
record Family(Map<Long, LiveTable> tables, Set<Destruction> destroyed) {
    /// Whether a partitioned table above loses the same, and with it all of its partitions.
    boolean above(Destruction lost) {
        LiveTable table = tables.get(lost.table());
        return table != null
                && table.parents().stream()
                        .map(tables::get)
                        .anyMatch(parent ->
                                parent != null
                                        && parent.partitioned()
                                        && loses(parent, table, lost));
    }

    private boolean loses(LiveTable parent, LiveTable table, Destruction lost) {
        return switch (lost) {
            case Destruction.TableGone _ -> wholly(parent);
            case Destruction.TableEmptied _ -> false;
            case Destruction.ColumnGone gone -> {
                LiveColumn same = same(parent, table, gone.column());
                yield same != null
                        && destroyed.contains(
                                new Destruction.ColumnGone(parent.oid(), same.number()));
            }
            case Destruction.ColumnRetyped retyped -> {
                LiveColumn same = same(parent, table, retyped.column());
                yield same != null
                        && destroyed.contains(
                                new Destruction.ColumnRetyped(parent.oid(), same.number()));
            }
        };
    }

    /// A partition can be detached before its parent is dropped, by the same block of code.
    private boolean wholly(LiveTable parent) {
        return destroyed.contains(new Destruction.TableGone(parent.oid()))
                && tables.values().stream()
                        .filter(table -> table.parents().contains(parent.oid()))
                        .allMatch(table ->
                                destroyed.contains(new Destruction.TableGone(table.oid())));
    }

    private static @Nullable LiveColumn same(LiveTable parent, LiveTable table, int column) {
        LiveColumn own = table.columns().get(column);
        return own == null ? null : parent.named(own.name());
    }
}
