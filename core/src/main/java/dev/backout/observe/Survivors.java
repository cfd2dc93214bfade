package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which tables and columns are still there after a migration.
///
/// The migration ran once between `before` and `after`, which share identities. What is there `now`
/// equals `before`, but may be another database, or have come back with other identities.
final class Survivors {
    private final Snapshot after;
    private final Snapshot now;
    private final Map<Address, Unit> earlier = new HashMap<>();

    Survivors(Snapshot before, Snapshot after, Snapshot now) {
        this.after = after;
        this.now = now;
        for (Unit unit : before.units().values()) {
            if (unit.root().catalog() == Catalogs.CLASS) {
                unit.entries().stream()
                        .filter(entry -> entry.id().equals(unit.root()))
                        .forEach(entry -> earlier.put(entry.address(), unit));
            }
        }
    }

    /// What a table consists of now; nothing when it is not known.
    List<Entry> parts(CatalogId table) {
        Unit unit = now.units().get(table);
        return unit == null ? List.of() : unit.entries();
    }

    /// Whether a table that is there now survives the migration.
    boolean survives(Address table) {
        return later(table) != null;
    }

    /// What becomes of a column that is there now; null when it is dropped.
    @Nullable Entry later(Address table, String column) {
        Unit unit = earlier.get(table);
        Unit later = later(table);
        if (unit == null || later == null) {
            return null;
        }
        CatalogId id =
                unit.entries().stream()
                        .filter(entry -> isColumn(entry, column))
                        .map(Entry::id)
                        .findFirst()
                        .orElse(null);
        return later.entries().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Unit later(Address table) {
        Unit unit = earlier.get(table);
        return unit == null ? null : after.units().get(unit.root());
    }

    private static boolean isColumn(Entry entry, String name) {
        return entry.object() instanceof dev.backout.schema.Column
                && entry.address().name().equals(name);
    }
}
