package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;

import java.util.Set;

/// A relation from before the transaction that it holds locks on.
///
/// @param oid its OID
/// @param address its name before the transaction
/// @param partitioned whether it is a partitioned table
/// @param foreign whether it is a foreign table
/// @param fileNode the number of its storage before the transaction, 0 when it has none
/// @param modes the modes held, at least one
record LockedRelation(
        long oid,
        Address address,
        boolean partitioned,
        boolean foreign,
        long fileNode,
        Set<LockMode> modes) {
    CatalogId id() {
        return CatalogId.of(Catalogs.CLASS, oid);
    }

    LockMode strongest() {
        return LockMode.strongest(modes);
    }

    boolean table() {
        return address.kind() == ObjectKind.TABLE;
    }

    /// A partitioned table and a foreign one have no storage.
    boolean holdsRows() {
        return table() && fileNode != 0;
    }

    /// DML takes this mode, whether or not a row matches.
    boolean rowsMayBeWritten() {
        return table() && modes.contains(LockMode.ROW_EXCLUSIVE);
    }

    /// Whether the definition may change, or all rows may be read: a query takes less.
    boolean stronglyLocked() {
        return strongest().strongerThan(LockMode.ROW_EXCLUSIVE);
    }

    /// New storage takes at least this much.
    boolean mayBeRewritten() {
        return fileNode != 0 && !LockMode.SHARE_ROW_EXCLUSIVE.strongerThan(strongest());
    }
}
