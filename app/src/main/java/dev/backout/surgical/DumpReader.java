package dev.backout.surgical;

import dev.backout.backup.BackupProgress;
import dev.backout.backup.Manifest;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.TableName;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.Archive;
import dev.backout.integration.pgdump.Restore;
import dev.backout.integration.pgdump.RestoreReport;
import dev.backout.migration.History;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.FromBackup;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A dump that pg_restore reads: a file of the custom or the tar format, or a folder.
final class DumpReader implements BackupReader {
    /// A restored database is bigger than its compressed dump, mostly by less than this.
    private static final int UNPACKED = 6;

    private final RestoreSource source;
    private final FromBackup.Source known;
    private final Restore restore;
    private final Archive archive;
    private final Consumer<BackupProgress> listener;
    private final List<String> failures = new ArrayList<>();

    /// @param sha256 of what is there
    DumpReader(
            RestoreSource source,
            String sha256,
            Restore restore,
            Consumer<BackupProgress> listener) {
        this.source = source;
        this.restore = restore;
        this.listener = listener;
        this.archive = opened(source, restore);
        this.known =
                new FromBackup.Source(
                        source.place().toString(),
                        FromBackup.Kind.DUMP,
                        "sha256:" + sha256,
                        source.manifest() == null && archive.begun() != null
                                ? archive.begun()
                                : source.taken(),
                        source.bytes());
        if (archive.list().tablesWithRows() == 0) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "the backup %s has no rows of any table: it was dumped with --schema-only"
                            .formatted(source.place()),
                    "nothing was executed; name another one: --from-backup FILE");
        }
    }

    private static Archive opened(RestoreSource source, Restore restore) {
        try {
            return restore.open(source.place());
        } catch (BackoutException e) {
            if (!e.hints().isEmpty()) {
                throw e;
            }
            throw new BackoutException(
                    e.code(),
                    String.valueOf(e.getMessage()),
                    List.of("nothing was executed; name another one: --from-backup FILE"),
                    e);
        }
    }

    @Override
    public FromBackup.Source source() {
        return known;
    }

    @Override
    public int major() {
        return archive.fromMajor();
    }

    @Override
    public long room() {
        Manifest manifest = source.manifest();
        return manifest == null ? source.bytes() * UNPACKED : manifest.tableBytes() * 2;
    }

    @Override
    public @Nullable DatabaseIdentity database() {
        Manifest manifest = source.manifest();
        return manifest == null ? null : manifest.database();
    }

    @Override
    public ScratchDatabase empty(ScratchServer server, String historyTable) {
        String owner = archive.ownership().ownerOf(historyTable);
        ScratchDatabase database = restore.database(archive, server, owner == null ? "" : owner);
        failures.addAll(restore.into(database, archive, Restore.Part.EMPTY, listener).failures());
        return database;
    }

    @Override
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public History history(ScratchDatabase database, MigrationTool tool) {
        Set<TableName> table = new CopyOfTables(database).named(tool.table());
        if (lacking(table).isEmpty()) {
            new CopyOfTables(database).fill(this, table);
        }
        return tool.history(database.session());
    }

    @Override
    public List<TableName> lacking(Set<TableName> tables) {
        return archive.list().lacking(tables);
    }

    @Override
    public void rows(ScratchDatabase database, Set<TableName> tables) {
        insistOn(restore.rows(database, archive, tables, listener), "rows");
    }

    @Override
    public void positions(ScratchDatabase database, Set<TableName> sequences) {
        if (!sequences.isEmpty()) {
            insistOn(restore.positions(database, archive, sequences, listener), "sequences");
        }
    }

    private void insistOn(RestoreReport report, String what) {
        if (!report.failures().isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "%s of the backup %s cannot be restored: %s"
                            .formatted(what, source.place(), report.failures().getFirst()),
                    "nothing was executed; name another one: --from-backup FILE");
        }
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }
}
