package dev.backout.vault.merge;

import dev.backout.diff.Naming;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A table that lies in the vault and comes back as it is, with its rows, indexes and sequences.
///
/// @param holding what is kept
/// @param table where it was before the migration
/// @param place where it lies
/// @param root its identity
/// @param ids what it and its parts were before the migration, and what they are in the vault
record MoveBack(
        Holding holding,
        Address table,
        Address place,
        CatalogId root,
        Map<CatalogId, CatalogId> ids) {
    MoveBack {
        ids = Map.copyOf(ids);
    }

    /// The way back of one table.
    ///
    /// @param all everything that is kept of the migration
    /// @param before the schema from before the migration
    /// @param after the schema that it led to, of the same database
    /// @param stored the table in the vault of that database, with its sequences
    /// @return null when its rows have to be copied: something else has its name, or is kept of it,
    ///   or it had other columns before the migration
    static @Nullable MoveBack of(
            Vault vault,
            Holding holding,
            List<Holding> all,
            Snapshot before,
            Snapshot after,
            List<Unit> stored) {
        Address place = StoredForms.place(vault, holding);
        Address name = holding.kept().table().address();
        Entry then = before.find(name);
        Snapshot kept = Snapshot.of(stored);
        Entry now = kept.find(place);
        if (!(holding.kept() instanceof Kept.MovedTable)
                || now == null
                || then == null
                || !(then.object() instanceof Table table)
                || !isPlain(table)
                || isTaken(name, after)
                || isKeptOtherwise(holding, all)
                || !sameColumns(table, before, place, kept)) {
            return null;
        }
        return new MoveBack(
                holding, name, place, now.id(), ids(vault, holding, table, place, before, kept));
    }

    /// Whether the table of the vault, with every column that it has, is where it was.
    ///
    /// @param ready the schema when it has come back
    boolean arrived(Snapshot ready) {
        Entry there = ready.find(table);
        return there != null
                && there.id().equals(root)
                && ids.values().stream()
                        .filter(id -> id.whole().equals(root))
                        .allMatch(id -> ready.find(id) != null);
    }

    private static boolean isPlain(Table table) {
        return table.partitionKey() == null
                && table.partitionOf() == null
                && table.inherits().isEmpty()
                && table.ofType() == null
                && table.foreign() == null
                && !table.unlogged();
    }

    private static boolean isTaken(Address name, Snapshot after) {
        return after.byAddress().keySet().stream().anyMatch(one -> Naming.collide(one, name));
    }

    /// Rows that were written return to a table that is there; columns and rows of earlier forms of
    /// it are brought back by copying alone.
    private static boolean isKeptOtherwise(Holding holding, List<Holding> all) {
        return all.stream()
                .filter(other -> !other.equals(holding))
                .filter(other -> !(other.kept() instanceof Kept.WrittenRows))
                .anyMatch(other ->
                        other.kept().table().oid() == holding.kept().table().oid()
                                || other.kept()
                                        .table()
                                        .address()
                                        .equals(holding.kept().table().address()));
    }

    private static boolean sameColumns(Table table, Snapshot before, Address place, Snapshot kept) {
        Map<String, Column> then = columns(table.address(), before);
        Map<String, Column> now = columns(place, kept);
        return then.keySet().equals(now.keySet())
                && then.entrySet().stream()
                        .allMatch(entry -> isSame(entry.getValue(), now.get(entry.getKey())));
    }

    private static boolean isSame(Column then, @Nullable Column now) {
        return now != null
                && then.type().equals(now.type())
                && Objects.equals(then.collation(), now.collation())
                && then.generation() == now.generation()
                && (then.identity() == null) == (now.identity() == null);
    }

    private static Map<String, Column> columns(Address table, Snapshot snapshot) {
        Map<String, Column> columns = new HashMap<>();
        for (Entry entry : parts(table, snapshot)) {
            if (entry.object() instanceof Column column) {
                columns.put(column.address().name(), column);
            }
        }
        return columns;
    }

    /// The table and everything that is of it, its sequences among them.
    private static List<Entry> parts(Address table, Snapshot snapshot) {
        return snapshot.tables(Set.of(table)).stream()
                .flatMap(unit -> unit.entries().stream())
                .toList();
    }

    private static Map<CatalogId, CatalogId> ids(
            Vault vault,
            Holding holding,
            Table table,
            Address place,
            Snapshot before,
            Snapshot kept) {
        Map<CatalogId, CatalogId> ids = new HashMap<>();
        Set<Entry> open = new HashSet<>(parts(table.address(), before));
        for (Entry now : parts(place, kept)) {
            Entry then = counterpart(vault, holding.capture().id(), now.object(), open);
            if (then != null) {
                open.remove(then);
                ids.put(then.id(), now.id());
            }
        }
        return ids;
    }

    private static @Nullable Entry counterpart(
            Vault vault, long id, DbObject now, Set<Entry> open) {
        List<Entry> same =
                open.stream().filter(then -> then.object().kind() == now.kind()).toList();
        String name = now.address().name();
        return switch (now) {
            case Table _ -> same.isEmpty() ? null : same.getFirst();
            case Column _ -> named(name, same);
            case Constraint _, Index _, Sequence _ -> {
                String part =
                        vault.partOf(
                                id, name, same.stream().map(one -> one.address().name()).toList());
                yield named(part == null ? name : part, same);
            }
            default -> null;
        };
    }

    private static @Nullable Entry named(String name, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.address().name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
