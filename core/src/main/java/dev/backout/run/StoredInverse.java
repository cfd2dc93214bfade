package dev.backout.run;

import java.time.Instant;
import java.util.List;

/// A proved inverse as the database keeps it.
///
/// @param migration the migration's name
/// @param checksum the checksum of the script that it undoes
/// @param sql the inverse as a script
/// @param engine the version of Backout that proved it
/// @param provedAt when
/// @param provedOn the scratch server, for people
/// @param schemaHash of what the migration changed, see [dev.backout.plan.Footprint]
/// @param data the data verdict: `none`, `kept`, `lost` or `unknown`
/// @param losses the objects that lose data, as `public.users.email`
public record StoredInverse(
        String migration,
        String checksum,
        String sql,
        String engine,
        Instant provedAt,
        String provedOn,
        String schemaHash,
        String data,
        List<String> losses) {
    /// Copies the list.
    public StoredInverse {
        losses = List.copyOf(losses);
    }
}
