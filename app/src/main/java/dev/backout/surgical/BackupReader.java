package dev.backout.surgical;

import dev.backout.backup.TableName;
import dev.backout.migration.History;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.FromBackup;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// A backup of which some tables are read. For one thread.
interface BackupReader extends AutoCloseable {
    /// Which backup.
    FromBackup.Source source();

    /// The major version of the server that it shows.
    int major();

    /// How many bytes it takes to restore all of it, about.
    long room();

    /// Which database it was taken of, or null when nothing says so.
    @Nullable DatabaseIdentity database();

    /// The whole schema without a row, in a scratch database.
    ///
    /// @param historyTable as SQL; its owner is the role that runs migrations
    ScratchDatabase empty(ScratchServer server, String historyTable);

    /// What of the schema could not be made there, one half sentence each.
    List<String> failures();

    /// The history as the backup shows it; absent when the backup has none.
    ///
    /// @param database from [#empty]
    History history(ScratchDatabase database, MigrationTool tool);

    /// The tables among these whose rows are not in the backup.
    List<TableName> lacking(Set<TableName> tables);

    /// Loads the rows of these tables; no trigger and no foreign key is in the way.
    ///
    /// @throws dev.backout.error.BackoutException `backup-invalid`
    void rows(ScratchDatabase database, Set<TableName> tables);

    /// Has these sequences stand where they stood in the backup, as far as it says so.
    ///
    /// @throws dev.backout.error.BackoutException `backup-invalid`
    void positions(ScratchDatabase database, Set<TableName> sequences);

    @Override
    void close();
}
