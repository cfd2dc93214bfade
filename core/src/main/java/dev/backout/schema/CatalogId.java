package dev.backout.schema;

/// PostgreSQL's own identity of an object within one database: it survives a rename, and no two
/// objects that exist at the same time share one.
///
/// @param catalog OID of the system catalog, see [Catalogs]
/// @param oid OID of the row
/// @param sub attribute number of a column, else 0
public record CatalogId(long catalog, long oid, int sub) {
    /// The identity of a whole object.
    public static CatalogId of(long catalog, long oid) {
        return new CatalogId(catalog, oid, 0);
    }

    /// The object that a column belongs to; itself for a whole object.
    public CatalogId whole() {
        return sub == 0 ? this : new CatalogId(catalog, oid, 0);
    }

    /// Written out, because every lookup of a proof comes through here and what a record gets by
    /// itself is many times slower before it is compiled.
    @Override
    public int hashCode() {
        return (Long.hashCode(oid) * 31 + sub) * 31 + Long.hashCode(catalog);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CatalogId id
                && id.oid == oid
                && id.sub == sub
                && id.catalog == catalog;
    }
}
