package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Inverses that were proved earlier and kept in the database, for the day when the migrations
/// directory is not at hand.
@FunctionalInterface
public interface KeptInverses {
    /// Nothing was kept.
    KeptInverses NONE = (migration, checksum) -> null;

    /// An inverse that was proved.
    ///
    /// @param sql the statements
    /// @param footprint of what the migration changed, see [Footprint]
    /// @param data the data verdict: `none`, `kept`, `lost` or `unknown`
    /// @param losses the objects that lost data when the migration was applied
    record Kept(String sql, String footprint, String data, List<String> losses) {
        /// Copies the list.
        public Kept {
            losses = List.copyOf(losses);
        }
    }

    /// The inverse of a script, or null when none was kept.
    @Nullable Kept find(String migration, String checksum);
}
