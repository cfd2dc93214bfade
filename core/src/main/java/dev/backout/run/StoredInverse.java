package dev.backout.run;

import java.time.Instant;

/// A proved inverse as the database keeps it.
///
/// @param migration the migration's name
/// @param checksum the checksum of the script that it undoes
/// @param sql the inverse as a script
/// @param engine the version of Backout that proved it
/// @param provedAt when
/// @param schemaHash of the schema after the migration, for which it was proved
public record StoredInverse(
        String migration,
        String checksum,
        String sql,
        String engine,
        Instant provedAt,
        String schemaHash) {}
