package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;
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

/// A column that lies hidden in its table and gets its name back, and its own indexes theirs.
///
/// @param holding what is kept
/// @param column as it was called before the migration
/// @param filled whether rows that were written meanwhile have its default
/// @param id its identity
/// @param places what it and its indexes are called while they are hidden
/// @param ids what it and its indexes were before the migration, and what they are now
record HiddenBack(
        Holding holding,
        Address column,
        boolean filled,
        CatalogId id,
        Set<Address> places,
        Map<CatalogId, CatalogId> ids) {
    HiddenBack {
        places = Set.copyOf(places);
        ids = Map.copyOf(ids);
    }

    /// The way back of one column.
    ///
    /// @param all everything that is kept of the migration
    /// @param before the schema from before the migration
    /// @param after the schema that it led to, of the same database
    /// @param ours what is hidden in the tables of that database
    /// @return null when it cannot get its name back: another column has it, or it was another
    ///   column before the migration
    static @Nullable HiddenBack of(
            Vault vault,
            Holding holding,
            List<Holding> all,
            Snapshot before,
            Snapshot after,
            Snapshot ours) {
        Entry table = table(holding, after);
        Entry was = table == null ? null : before.find(table.id());
        if (!(holding.kept() instanceof Kept.HiddenColumn kept) || table == null || was == null) {
            return null;
        }
        String name = kept.column().name();
        Entry then = before.find(TableKey.column(was.address(), name));
        Entry now = ours.find(TableKey.column(table.address(), kept.place()));
        if (then == null
                || now == null
                || !(then.object() instanceof Column wanted)
                || !(now.object() instanceof Column hidden)
                || !isSame(wanted, hidden)
                || after.find(TableKey.column(table.address(), name)) != null
                || isKeptOtherwise(holding, kept, all)) {
            return null;
        }
        Map<CatalogId, Entry> parts = parts(vault, holding, before, was, ours, table);
        parts.put(then.id(), now);
        Set<Address> places = new HashSet<>();
        Map<CatalogId, CatalogId> ids = new HashMap<>();
        parts.forEach((id, part) -> {
            places.add(part.address());
            ids.put(id, part.id());
        });
        return new HiddenBack(
                holding, then.address(), hidden.defaultExpression() != null, now.id(), places, ids);
    }

    /// Whether it has its name again.
    ///
    /// @param ready the schema when it has come back
    boolean arrived(Snapshot ready) {
        Entry there = ready.find(column);
        return there != null && there.id().equals(id);
    }

    private static @Nullable Entry table(Holding holding, Snapshot after) {
        Entry now = holding.now() == null ? null : after.find(holding.now());
        return now == null ? after.find(holding.kept().table().address()) : now;
    }

    private static boolean isSame(Column then, Column now) {
        return then.type().equals(now.type())
                && Objects.equals(then.collation(), now.collation())
                && then.generation() == Generation.NONE
                && then.identity() == null;
    }

    /// Something of it was kept before it was dropped: it was converted, or its rows were emptied
    /// away.
    private static boolean isKeptOtherwise(
            Holding holding, Kept.HiddenColumn column, List<Holding> all) {
        return all.stream()
                .filter(other -> !other.equals(holding))
                .anyMatch(other -> other.kept().hasValuesOf(column.table(), column.column()));
    }

    /// Its indexes and the constraints that they are of, by what they were.
    private static Map<CatalogId, Entry> parts(
            Vault vault, Holding holding, Snapshot before, Entry was, Snapshot ours, Entry table) {
        Map<CatalogId, Entry> parts = new HashMap<>();
        Unit unit = Objects.requireNonNull(before.units().get(was.id()));
        Unit hidden = Objects.requireNonNull(ours.units().get(table.id()));
        for (Entry now : hidden.entries()) {
            Entry then = counterpart(vault, holding.capture().id(), now.object(), unit);
            if (then != null) {
                parts.put(then.id(), now);
            }
        }
        return parts;
    }

    private static @Nullable Entry counterpart(Vault vault, long id, DbObject now, Unit unit) {
        if (!(now instanceof Index) && !(now instanceof Constraint)) {
            return null;
        }
        List<Entry> same =
                unit.entries().stream().filter(then -> then.object().kind() == now.kind()).toList();
        String name =
                vault.hiddenPartOf(
                        id,
                        now.address().name(),
                        same.stream().map(one -> one.address().name()).toList());
        return same.stream()
                .filter(then -> then.address().name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
