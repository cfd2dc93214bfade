package dev.backout.schema;

import java.util.Map;

/// A row of pg_depend, unresolved: both ends may be things that are no objects of ours (a column's
/// default, a row type, an array type).
///
/// @param dependent what needs
/// @param referenced what is needed
/// @param type `n` normal, `a` auto, `i` internal, `e` extension, `P` and `S` partition, `x`
///   auto-extension (manual, 52.18 "pg_depend")
public record Dependency(CatalogId dependent, CatalogId referenced, char type) {
    Dependency withIds(Map<CatalogId, CatalogId> ids) {
        return new Dependency(
                ids.getOrDefault(dependent, dependent),
                ids.getOrDefault(referenced, referenced),
                type);
    }
}
