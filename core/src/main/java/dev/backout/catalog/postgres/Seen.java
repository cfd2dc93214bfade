package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.LayeredMap;

import java.util.Map;

/// What the system catalogs held at one moment, as far as it takes to find what changed since.
/// Immutable.
///
/// @param transaction the oldest transaction that may not have been finished then, modulo 2^32
/// @param rows per system catalog the keys of its rows with the root of the unit each belongs to,
///   or [#NOBODY]
/// @param unmodelled how much there was of what no kind models
/// @param activity how much was ever written then, as far as it was reported
public record Seen(
        long transaction,
        Map<Long, LayeredMap<Long, CatalogId>> rows,
        Map<String, Content> unmodelled,
        Activity activity) {
    /// The root of a row that belongs to no unit.
    static final CatalogId NOBODY = CatalogId.of(0, 0);

    /// A number of things and a sum over what they say.
    ///
    /// @param rows how many
    /// @param sum a sum of hashes
    public record Content(long rows, long sum) {}
}
