package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The schema that rows return into: the one from before the migration, but without what only comes
/// back and would be in their way, or be done for each of them: constraints, indexes, triggers,
/// views over them, NOT NULL of columns that come back empty.
final class Guards {
    private static final Set<ObjectKind> IN_THE_WAY =
            EnumSet.of(
                    ObjectKind.CONSTRAINT,
                    ObjectKind.INDEX,
                    ObjectKind.STATISTICS,
                    ObjectKind.TRIGGER,
                    ObjectKind.POLICY,
                    ObjectKind.RULE,
                    ObjectKind.VIEW,
                    ObjectKind.MATERIALIZED_VIEW,
                    ObjectKind.PUBLICATION);

    private Guards() {}

    /// @param before the schema from before the migration
    /// @param after the schema now, of the same database
    /// @param bulk tables that are written anew: what is built over their rows is away, too
    /// @param apart columns whose values return behind the rows of their tables
    static Snapshot without(Snapshot before, Snapshot after, Bulk bulk, Set<Address> apart) {
        Set<CatalogId> away = new HashSet<>();
        for (Entry entry : before.entries()) {
            if (IN_THE_WAY.contains(entry.address().kind())
                    && isMissing(entry, after)
                    && !wasBuiltAnew(entry, before, after)
                    && !comesAlong(entry, before, after)) {
                away.add(entry.id());
            }
        }
        for (CatalogId id : before.dependencies().dependents(away)) {
            Entry entry = before.find(id);
            if (entry != null && isMissing(entry, after)) {
                away.add(id);
            }
        }
        away.addAll(bulk.built());
        return open(before.withoutObjects(away), after, apart);
    }

    /// A run that wrote its table anew has built it again: without it, nothing would tell the rows
    /// apart from which columns go.
    private static boolean wasBuiltAnew(Entry entry, Snapshot before, Snapshot after) {
        Address table =
                switch (entry.object()) {
                    case Constraint constraint -> constraint.address().table();
                    case Index index -> index.table();
                    default -> null;
                };
        Entry owner = table == null ? null : before.find(table);
        Entry now = after.find(entry.address());
        return owner != null
                && !isMissing(owner, after)
                && now != null
                && now.object().equals(entry.object());
    }

    /// What a partition has of a table that is there comes with it, and cannot be away.
    private static boolean comesAlong(Entry entry, Snapshot before, Snapshot after) {
        Address table =
                switch (entry.object()) {
                    case Constraint constraint when constraint.inherited() ->
                            constraint.address().table();
                    case Index index when index.partitionOf() != null -> index.table();
                    default -> null;
                };
        Entry root = table == null ? null : before.find(table);
        if (root == null
                || !(root.object() instanceof Table partition)
                || partition.partitionOf() == null) {
            return false;
        }
        Entry parent = before.find(partition.partitionOf().parent());
        return parent != null && !isMissing(parent, after);
    }

    private static boolean isMissing(Entry entry, Snapshot after) {
        return after.find(entry.id()) == null;
    }

    /// Columns of tables that are there may be NULL for a while, unless they are NOT NULL already:
    /// those that come back, and those in which the migration allowed it. So may those of a table
    /// that comes back, if they had been dropped before it was. An identity that comes back takes
    /// the values that it had.
    private static Snapshot open(Snapshot target, Snapshot after, Set<Address> apart) {
        List<Unit> fresh = new ArrayList<>();
        for (Unit unit : target.units().values()) {
            boolean there = after.find(unit.root()) != null;
            Predicate<Entry> opens =
                    entry -> (there || apart.contains(entry.address())) && isToOpen(entry, after);
            if (unit.entries().stream().anyMatch(opens)) {
                List<Entry> entries =
                        unit.entries().stream()
                                .map(entry -> opens.test(entry) ? open(entry) : entry)
                                .toList();
                fresh.add(new Unit(unit.root(), entries, unit.dependencies()));
            }
        }
        return fresh.isEmpty() ? target : target.with(List.of(), fresh);
    }

    private static boolean isToOpen(Entry entry, Snapshot after) {
        if (!(entry.object() instanceof Column column) || column.generation() != Generation.NONE) {
            return false;
        }
        Entry now = after.find(entry.id());
        return column.identity() == null
                ? column.notNull() != null && !isFilled(now)
                : column.identity().always() && !isAlways(now);
    }

    private static boolean isAlways(@Nullable Entry now) {
        return now != null
                && now.object() instanceof Column column
                && column.identity() != null
                && column.identity().always();
    }

    private static boolean isFilled(@Nullable Entry now) {
        return now != null && now.object() instanceof Column column && column.notNull() != null;
    }

    private static Entry open(Entry entry) {
        return entry.object() instanceof Column column
                ? new Entry(
                        entry.id(),
                        column.identity() == null
                                ? column.withoutNotNull()
                                : column.withOpenIdentity())
                : entry;
    }
}
