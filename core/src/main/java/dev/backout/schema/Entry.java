package dev.backout.schema;

/// An object and who it is in its database.
///
/// @param id the server's identity of it; for a column, `sub` is its attribute number
/// @param object what it is
public record Entry(CatalogId id, DbObject object) {
    /// Where it is found.
    public Address address() {
        return object.address();
    }
}
