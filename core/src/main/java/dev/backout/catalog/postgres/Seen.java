package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What the system catalogs held at one moment, as far as it takes to find what changed since.
/// Immutable.
///
/// @param transaction the oldest transaction that may not have been finished then, modulo 2^32
/// @param rows per system catalog the keys of its rows with the root of the unit each belongs to,
///   or null for a row that belongs to none
/// @param unmodelled how much there was of what no kind models
public record Seen(
        long transaction,
        Map<Long, Map<Long, @Nullable CatalogId>> rows,
        Map<String, Content> unmodelled) {

    /// A number of things and a sum over what they say.
    ///
    /// @param rows how many
    /// @param sum a sum of hashes
    public record Content(long rows, long sum) {}
}
