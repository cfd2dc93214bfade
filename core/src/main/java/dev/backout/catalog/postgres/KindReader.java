package dev.backout.catalog.postgres;

/// How the objects of one kind are read.
///
/// The query stands in the resource `NAME.sql` beside this class. Its only parameter, `?`, is an
/// array of OIDs of roots (`oid[]`) in `rootCatalog`; it answers with the rows of exactly these
/// roots, in a fixed order, and leaves out what belongs to an extension or is temporary. It selects
///
/// - `root`: the OID of the root object that the row belongs to,
/// - `oid`: the OID of the object itself in `catalog`, and `sub` for a column,
/// - `owner`, `acl` (as `text[]`) and `comment` where [Row#standing] is used,
/// - `parts`, of a root, if it wants: the names of the kinds of parts it has (`text[]`); the others
///   are not asked for,
///
/// and whatever the mapper wants. Every function and operator that is not an operator of
/// `pg_catalog` is written with its schema. A line that ends in `--[15+]` or `--[<17]` is there for
/// these major versions only.
///
/// @param name the name of the resource, without `.sql`
/// @param rootCatalog the catalog that the roots are in, see [dev.backout.schema.Catalogs]
/// @param catalog the catalog that the objects are in
/// @param role what the objects are to their roots
/// @param mapper makes the object of a row
record KindReader(String name, long rootCatalog, long catalog, Role role, RowMapper mapper) {
    /// What an object is to the root of its unit.
    enum Role {
        /// The root itself. An OID is of one such kind only.
        ROOT,
        /// A part with an OID of its own.
        PART,
        /// A part that `sub` numbers.
        COLUMN
    }

    /// A kind whose objects are roots themselves.
    static KindReader ofRoots(String name, long catalog, RowMapper mapper) {
        return new KindReader(name, catalog, catalog, Role.ROOT, mapper);
    }

    /// A kind whose objects are parts of a root in another catalog (a trigger of a relation).
    static KindReader ofParts(String name, long rootCatalog, long catalog, RowMapper mapper) {
        return new KindReader(name, rootCatalog, catalog, Role.PART, mapper);
    }

    /// A kind whose objects are columns of their root.
    static KindReader ofColumns(String name, long catalog, RowMapper mapper) {
        return new KindReader(name, catalog, catalog, Role.COLUMN, mapper);
    }
}
