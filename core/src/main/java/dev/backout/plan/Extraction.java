package dev.backout.plan;

import dev.backout.database.SessionZone;
import dev.backout.migration.History;
import dev.backout.migration.Migration;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.util.List;
import java.util.Set;

/// Takes what a migration destroyed out of a backup, without touching the live database. `plan`
/// knows backups by this port only.
public interface Extraction {
    /// Applies the migration to the rows of the backup and keeps what that destroys.
    ///
    /// @throws dev.backout.error.BackoutException `backup-invalid` when the backup does not show
    ///   the database as it was just before the migration
    Extracted take(Request request);

    /// What is wanted.
    ///
    /// @param migration what was applied
    /// @param earlier the names of all that was applied before it
    /// @param history the live one
    /// @param database the live one
    /// @param zone the time zone of a session there
    /// @param tables whose rows the migration touches, by their names before it
    /// @param writes those of them whose rows it writes
    /// @param destroyed the tables and columns that lost something
    /// @param before the schema before the migration
    record Request(
            Migration migration,
            List<String> earlier,
            History history,
            DatabaseIdentity database,
            SessionZone zone,
            List<Address> tables,
            Set<Address> writes,
            List<Address> destroyed,
            Snapshot before) {
        /// Copies the lists.
        public Request {
            earlier = List.copyOf(earlier);
            tables = List.copyOf(tables);
            writes = Set.copyOf(writes);
            destroyed = List.copyOf(destroyed);
        }
    }

    /// What was found. The copy stays there until whoever extracts is closed.
    ///
    /// @param source the backup
    /// @param held what the copy's vault holds, in the order of destruction
    /// @param copy a session on it, in autocommit mode
    /// @param vault the copy's vault
    /// @param notes what a person should know
    record Extracted(
            FromBackup.Source source,
            List<Holding> held,
            Connection copy,
            Vault vault,
            List<String> notes) {
        /// Copies the lists.
        public Extracted {
            held = List.copyOf(held);
            notes = List.copyOf(notes);
        }
    }
}
