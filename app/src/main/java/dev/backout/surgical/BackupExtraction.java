package dev.backout.surgical;

import dev.backout.backup.TableName;
import dev.backout.catalog.CatalogReader;
import dev.backout.database.SessionZone;
import dev.backout.deploy.Reenactment;
import dev.backout.drill.Drill;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Extraction;
import dev.backout.plan.FromBackup;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Takes what a migration destroyed out of a backup: restores the tables that it touches into a
/// scratch database, and applies it there once more. Closing it takes everything away. For one
/// thread, once.
public final class BackupExtraction implements Extraction, AutoCloseable {
    private final BackupReader reader;
    private final MigrationTool tool;
    private final String engine;
    private final Drill.ScratchStarter servers;
    private final Consumer<String> progress;
    private @Nullable ScratchServer server;
    private @Nullable ScratchDatabase database;

    /// @param engine the version of Backout
    /// @param servers starts the scratch server
    /// @param progress told what is being done, in a few words
    BackupExtraction(
            BackupReader reader,
            MigrationTool tool,
            String engine,
            Drill.ScratchStarter servers,
            Consumer<String> progress) {
        this.reader = reader;
        this.tool = tool;
        this.engine = engine;
        this.servers = servers;
        this.progress = progress;
    }

    @Override
    public Extracted take(Request request) {
        BackupCheck check = new BackupCheck(reader, request);
        check.insistOnDatabase();
        ScratchDatabase copy = empty();
        Snapshot there = CatalogReader.on(copy.admin(), Duration.ZERO).read();
        CopyOfTables tables = new CopyOfTables(copy);
        List<String> notes = check.insistOnHistory(reader.history(copy, tool));
        check.insistOnSchema(there);
        Set<TableName> holding = tables.holding(names(request.tables()));
        check.insistOnRows(holding);
        return taken(copy, request.migration(), request.zone(), request.writes(), holding, notes);
    }

    /// Which backup.
    FromBackup.Source source() {
        return reader.source();
    }

    /// The same for a backup that was looked at when the plan was made.
    ///
    /// @param touched whose rows the migration touches
    /// @param zone the time zone of a session of the live database
    /// @param writes those of them whose rows it writes
    Extracted again(
            Migration migration,
            SessionZone zone,
            List<Address> touched,
            Collection<Address> writes) {
        ScratchDatabase copy = empty();
        Set<TableName> holding = new CopyOfTables(copy).holding(names(touched));
        return taken(copy, migration, zone, writes, holding, List.of());
    }

    private Extracted taken(
            ScratchDatabase copy,
            Migration migration,
            SessionZone zone,
            Collection<Address> writes,
            Set<TableName> holding,
            List<String> notes) {
        progress.accept(
                "restoring the rows of %d tables from %s"
                        .formatted(holding.size(), reader.source().name()));
        CopyOfTables tables = new CopyOfTables(copy);
        tables.fill(reader, holding);
        reader.positions(copy, tables.sequences());
        progress.accept("applying %s to them".formatted(migration.name()));
        List<Holding> held = new Reenactment(copy, tool, engine, zone).run(migration, writes);
        return new Extracted(
                reader.source(), held, copy.session(), new Vault(Reenactment.RECORDS), notes);
    }

    private ScratchDatabase empty() {
        ScratchServer started = servers.start(reader.major(), reader.room());
        server = started;
        progress.accept(
                "restoring the schema of %s on %s"
                        .formatted(reader.source().name(), started.description()));
        ScratchDatabase made = reader.empty(started, tool.table());
        database = made;
        return made;
    }

    private static Collection<TableName> names(Collection<Address> tables) {
        Set<TableName> names = new TreeSet<>();
        tables.forEach(table -> names.add(TableName.of(table)));
        return new ArrayList<>(names);
    }

    /// Drops the scratch database, and stops the server when it is ours.
    @Override
    public void close() {
        reader.close();
        ScratchDatabase made = database;
        if (made != null) {
            made.close();
        }
        ScratchServer started = server;
        if (started != null) {
            started.close();
        }
    }
}
