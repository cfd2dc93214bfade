package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.LayeredMap;

import org.jspecify.annotations.Nullable;

/// What the probe tells of one system catalog.
///
/// @param catalog its OID; negative for a second look at the same catalog
/// @param count how many rows it has, or null when rows only go together with their relation
/// @param changed the keys of the rows that were written since the mark, with the roots they belong
///   to
record CatalogRows(long catalog, @Nullable Long count, LayeredMap<Long, CatalogId> changed) {}
