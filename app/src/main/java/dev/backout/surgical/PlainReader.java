package dev.backout.surgical;

import dev.backout.backup.RestoreSource;
import dev.backout.backup.TableName;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.PlainDump;
import dev.backout.migration.History;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.FromBackup;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A dump that pg_dump wrote as SQL. No program is needed to read it.
final class PlainReader implements BackupReader {
    private final FromBackup.Source known;
    private final PlainDump dump;
    private final List<String> failures = new ArrayList<>();

    /// @param sha256 of what is there
    PlainReader(RestoreSource source, String sha256) {
        this.dump = PlainDump.read(source.place());
        this.known =
                new FromBackup.Source(
                        source.place().toString(),
                        FromBackup.Kind.DUMP,
                        "sha256:" + sha256,
                        source.taken().truncatedTo(ChronoUnit.SECONDS),
                        source.bytes());
        if (dump.tables().isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "the backup %s has no rows of any table: it was dumped with --schema-only"
                            .formatted(source.place()),
                    "nothing was executed; name another one: --from-backup FILE");
        }
    }

    @Override
    public FromBackup.Source source() {
        return known;
    }

    @Override
    public int major() {
        return dump.major();
    }

    @Override
    public long room() {
        return known.bytes() * 2;
    }

    @Override
    public @Nullable DatabaseIdentity database() {
        return null;
    }

    @Override
    public ScratchDatabase empty(ScratchServer server, String historyTable) {
        String owner = dump.ownership().ownerOf(historyTable);
        return dump.empty(server, owner == null ? "" : owner, failures);
    }

    @Override
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public History history(ScratchDatabase database, MigrationTool tool) {
        CopyOfTables copy = new CopyOfTables(database);
        Set<TableName> table = copy.named(tool.table());
        if (lacking(table).isEmpty()) {
            copy.fill(this, table);
        }
        return tool.history(database.session());
    }

    @Override
    public List<TableName> lacking(Set<TableName> tables) {
        return tables.stream().filter(table -> !dump.tables().contains(table)).toList();
    }

    @Override
    public void rows(ScratchDatabase database, Set<TableName> tables) {
        dump.rows(database, tables);
    }

    @Override
    public void positions(ScratchDatabase database, Set<TableName> sequences) {
        dump.positions(database, sequences);
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }
}
