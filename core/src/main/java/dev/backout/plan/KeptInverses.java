package dev.backout.plan;

import org.jspecify.annotations.Nullable;

/// Inverses that were proved earlier and kept in the database, for the day when the migrations
/// directory is not at hand.
@FunctionalInterface
public interface KeptInverses {
    /// Nothing was kept.
    KeptInverses NONE = (migration, checksum) -> null;

    /// An inverse that was proved.
    ///
    /// @param sql the statements
    /// @param schemaHash of the schema after the migration, for which it was proved
    record Kept(String sql, String schemaHash) {}

    /// The inverse of a script, or null when none was kept.
    @Nullable Kept find(String migration, String checksum);
}
