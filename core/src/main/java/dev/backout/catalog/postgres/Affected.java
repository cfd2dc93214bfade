package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Dependency;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Finds the units whose definitions may print something else although none of their rows changed:
/// a definition prints the names of what it needs, and a query prints more aliases when a table got
/// another column.
final class Affected {
    /// What stores whole queries.
    private static final Set<Long> QUERIES =
            Set.of(Catalogs.REWRITE, Catalogs.PROC, Catalogs.POLICY);

    private final Snapshot previous;
    private final Set<CatalogId> printed = new HashSet<>();
    private final Set<CatalogId> printedWithColumns = new HashSet<>();
    private final Set<CatalogId> queried = new HashSet<>();

    private Affected(Snapshot previous) {
        this.previous = previous;
    }

    /// The roots of the affected units of the previous snapshot.
    ///
    /// @param roots the roots of units that were read again
    /// @param fresh those of them that exist
    static Set<CatalogId> by(
            Snapshot previous, Collection<CatalogId> roots, Map<CatalogId, Unit> fresh) {
        Affected affected = new Affected(previous);
        for (CatalogId root : roots) {
            Unit before = previous.units().get(root);
            if (before == null) {
                // A member of an extension has no unit, and is printed by what uses it.
                affected.printedWithColumns.add(root);
            } else {
                affected.compare(before, fresh.get(root));
            }
        }
        return affected.roots();
    }

    private void compare(Unit before, @Nullable Unit after) {
        if (before.equals(after)) {
            return;
        }
        Map<CatalogId, DbObject> now = new HashMap<>();
        if (after != null) {
            after.entries().forEach(entry -> now.put(entry.id(), entry.object()));
        }
        boolean columnsChanged = false;
        for (Entry entry : before.entries()) {
            DbObject object = now.remove(entry.id());
            if (object == null || !sameText(entry.object(), object)) {
                printed.add(entry.id());
                columnsChanged |= entry.object() instanceof Column;
            }
        }
        columnsChanged |= now.values().stream().anyMatch(Column.class::isInstance);
        if (printed.contains(before.root())) {
            // Columns of views and composite types are no objects of their own.
            printedWithColumns.add(before.root());
            before.dependencies().forEach(row -> printedWithColumns.add(row.dependent().whole()));
        } else if (columnsChanged) {
            before.entries().forEach(entry -> queried.add(entry.id()));
        }
    }

    /// Grants and comments are printed nowhere else.
    private static boolean sameText(DbObject one, DbObject other) {
        return one.equals(other)
                || (one.address().equals(other.address())
                        && withoutStanding(one).equals(withoutStanding(other)));
    }

    private static Map<String, String> withoutStanding(DbObject object) {
        Map<String, String> attributes = new HashMap<>(object.attributes());
        attributes.keySet().removeAll(Standing.RIGHTS);
        attributes.keySet().removeAll(Standing.COMMENTS);
        return attributes;
    }

    private Set<CatalogId> roots() {
        Set<CatalogId> roots = new LinkedHashSet<>();
        if (!printed.isEmpty() || !printedWithColumns.isEmpty() || !queried.isEmpty()) {
            for (Unit unit : previous.units().values()) {
                if (unit.dependencies().stream().anyMatch(this::affects)) {
                    roots.add(unit.root());
                }
            }
        }
        return roots;
    }

    private boolean affects(Dependency row) {
        return printed.contains(row.referenced())
                || printedWithColumns.contains(row.referenced().whole())
                || (queried.contains(row.referenced())
                        && QUERIES.contains(row.dependent().catalog()));
    }
}
