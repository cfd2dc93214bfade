package dev.backout.schema;

import org.jspecify.annotations.Nullable;

/// Whom hidden things belong to: a default to its column, a row type to its table, the index of a
/// constraint to the constraint.
final class Owners {
    private static final int MOST_HOPS = 8;

    private final LayeredMap<CatalogId, CatalogId> owners;

    Owners() {
        this.owners = new LayeredMap<>();
    }

    Owners(Owners other) {
        this.owners = new LayeredMap<>(other.owners);
    }

    void add(Unit unit, Snapshot snapshot) {
        for (Dependency row : unit.dependencies()) {
            if (isOwnership(row) && snapshot.find(row.dependent()) == null) {
                owners.putIfAbsent(row.dependent(), row.referenced());
            }
        }
    }

    void remove(Unit unit) {
        unit.dependencies().forEach(row -> owners.remove(row.dependent()));
    }

    /// Internal, or a column's default: pg_attrdef depends on its column with type `a`.
    private static boolean isOwnership(Dependency row) {
        return row.type() == 'i'
                || (row.type() == 'a' && row.dependent().catalog() == Catalogs.ATTRDEF);
    }

    /// The object that an end of pg_depend stands for: itself, the owner that an internal
    /// dependency names, or the table of an unknown column; null when it is nobody's.
    @Nullable CatalogId resolve(CatalogId id, Snapshot snapshot) {
        CatalogId current = id;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            if (snapshot.find(current) != null) {
                return current;
            }
            CatalogId owner = owners.get(current);
            if (owner == null && current.sub() != 0) {
                owner = current.whole();
            }
            if (owner == null) {
                return null;
            }
            current = owner;
        }
        return null;
    }
}
