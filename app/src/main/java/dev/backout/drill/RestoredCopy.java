package dev.backout.drill;

import dev.backout.backup.BackupProgress;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.Manifest;
import dev.backout.backup.RestoreSource;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.Archive;
import dev.backout.integration.pgdump.Restore;
import dev.backout.integration.pgdump.Restore.Part;
import dev.backout.integration.pgdump.RestoreReport;
import dev.backout.schema.Identifiers;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A whole backup in a scratch database, with the owners and privileges that it had, so that what a
/// plan says of the live database can be held against it. Closing it takes everything away.
///
/// The rows are loaded by an ordinary role, and only then everything is given to its owners: an
/// administrator who loads a dump would run what others wrote into checks and indexes.
public final class RestoredCopy implements AutoCloseable {
    private final RestoreSource source;
    private final ScratchServer server;
    private final ScratchDatabase database;
    private final String owner;
    private final List<String> lacking;

    private RestoredCopy(
            RestoreSource source,
            ScratchServer server,
            ScratchDatabase database,
            String owner,
            List<String> lacking) {
        this.source = source;
        this.server = server;
        this.database = database;
        this.owner = owner;
        this.lacking = List.copyOf(lacking);
    }

    /// Restores a backup.
    ///
    /// @param historyTable as SQL; its owner is the role that runs migrations
    /// @param environment the environment variables of this process
    /// @throws BackoutException `backup-invalid` when it is damaged, or holds the rows of some
    ///   tables alone
    public static RestoredCopy of(
            RestoreSource source,
            String historyTable,
            BackupSettings settings,
            Map<String, String> environment,
            Drill.ScratchStarter servers,
            Consumer<BackupProgress> listener) {
        Restore restore = new Restore(settings, environment);
        Archive archive = whole(source, restore);
        String named = archive.ownership().ownerOf(historyTable);
        String owner = named == null ? "" : named;
        ScratchServer server = servers.start(archive.fromMajor(), Drill.room(source));
        try {
            ScratchDatabase database = restore.database(archive, server, owner);
            RestoreReport report = restore.into(database, archive, Part.ALL, listener);
            List<String> lacking = new ArrayList<>(report.failures());
            lacking.addAll(Restore.give(database, archive));
            String role = owner.isEmpty() ? database.role() : owner;
            lacking.addAll(database.give(List.of(rights(database, role))));
            database.run("ANALYZE");
            return new RestoredCopy(source, server, database, role, lacking);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Archive whole(RestoreSource source, Restore restore) {
        String wrong = Drill.wrong(source);
        if (wrong != null) {
            throw invalid(source, wrong);
        }
        Manifest manifest = source.manifest();
        if (manifest != null && !manifest.whole()) {
            throw invalid(source, "it holds the rows of some tables alone");
        }
        Archive archive = restore.open(source.place());
        if (archive.list().tablesWithRows() == 0) {
            throw invalid(source, "it has no rows of any table");
        }
        return archive;
    }

    private static BackoutException invalid(RestoreSource source, String why) {
        return BackoutException.of(
                ErrorCode.BACKUP_INVALID,
                "the backup %s is no copy of a database: %s".formatted(source.place(), why),
                "nothing was executed; name another one, or a copy: --on URL");
    }

    private static String rights(ScratchDatabase database, String role) {
        return "GRANT ALL ON DATABASE %s TO %s"
                .formatted(Identifiers.quote(database.name()), Identifiers.quote(role));
    }

    /// How the role that runs migrations logs in. On a server that somebody gave us the login is
    /// ours, and takes that role on.
    public DatabaseAddress address() {
        return owner.equals(database.role())
                ? database.address()
                : database.address().inRole(owner);
    }

    /// Which copy it is, for people.
    public String text() {
        return "the restored backup %s of %s"
                .formatted(
                        source.place().getFileName(),
                        source.taken().truncatedTo(ChronoUnit.SECONDS));
    }

    /// What of the backup could not be restored, one half sentence each.
    public List<String> lacking() {
        return lacking;
    }

    /// Drops the database, and stops the server when it is ours.
    @Override
    public void close() {
        database.close();
        server.close();
    }
}
