package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Columns that the migration added, and by which values return that it took away: where one
/// primary key gave way to another, the new one tells the rows apart until the values of the old
/// one are back. They go behind that.
///
/// @param before the schema from before the migration
/// @param after the schema that the migration led to, of the same database
record PairingColumns(Snapshot before, Snapshot after) {
    private static final Set<ObjectKind> OF_DEFAULTS =
            EnumSet.of(ObjectKind.SEQUENCE, ObjectKind.ROUTINE);

    /// The schema that rows return into, with these columns; nothing gives them values meanwhile.
    Snapshot in(Snapshot ready, List<Holding> holdings) {
        Snapshot with = ready;
        for (Holding holding : holdings) {
            Address table = new Names(before, after).table(holding);
            if (table != null && holding.kept() instanceof Kept.DroppedColumn kept) {
                for (String name : kept.key()) {
                    with = with(with, table, TableKey.column(table, name));
                }
            }
        }
        return with;
    }

    private Snapshot with(Snapshot ready, Address table, Address column) {
        Entry root = ready.find(table);
        Entry now = after.find(column);
        if (root == null
                || ready.find(column) != null
                || now == null
                || !now.id().whole().equals(root.id())
                || !(now.object() instanceof Column added)
                || !canStay(now, added)) {
            return ready;
        }
        Unit unit = Objects.requireNonNull(ready.units().get(root.id()));
        List<Entry> entries = new ArrayList<>(unit.entries());
        entries.add(new Entry(now.id(), added.withDefault(null)));
        return ready.with(List.of(), List.of(new Unit(unit.root(), entries, unit.dependencies())));
    }

    /// What the migration made as well, such as a type, goes before the rows return; a sequence or
    /// a function is needed by the default alone.
    private boolean canStay(Entry now, Column added) {
        return added.generation() == Generation.NONE
                && added.identity() == null
                && after.dependencies().needs(now.id()).stream()
                        .allMatch(need -> before.find(need) != null || isOfDefault(need));
    }

    private boolean isOfDefault(CatalogId need) {
        Entry entry = after.find(need);
        return entry != null && OF_DEFAULTS.contains(entry.address().kind());
    }
}
