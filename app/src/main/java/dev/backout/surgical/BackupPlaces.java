package dev.backout.surgical;

import dev.backout.backup.BackupSettings;
import dev.backout.backup.Checksums;
import dev.backout.backup.Manifest;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.RestoreSources;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.SqlFailure;
import dev.backout.drill.Drill;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.integration.pgdump.PlainDump;
import dev.backout.integration.pgdump.Restore;
import dev.backout.migration.MigrationTool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Finds out what kind of backup somebody named, and opens it.
///
/// @param folder from which names of files are taken
/// @param settings of backups
/// @param sources where backups lie that are named without a folder
/// @param environment the environment variables of this process
/// @param engine the version of Backout
/// @param servers starts scratch servers
/// @param records the schema of our records, unquoted
/// @param live opens sessions on the live database, to tell that it is not taken for a backup
public record BackupPlaces(
        Path folder,
        BackupSettings settings,
        RestoreSources sources,
        Map<String, String> environment,
        String engine,
        Drill.ScratchStarter servers,
        String records,
        Supplier<Connection> live) {
    private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");

    /// Copies the map.
    public BackupPlaces {
        environment = Map.copyOf(environment);
    }

    /// Opens a backup.
    ///
    /// @param named a file or a folder, the name of a backup, `newest`, or a URL
    /// @param database whose newest backup is meant
    /// @param progress told what is being done, in a few words
    /// @throws BackoutException `backup-invalid`, `backup-unavailable`, `file-inaccessible`
    public BackupExtraction open(
            String named, String database, MigrationTool tool, Consumer<String> progress) {
        BackupReader reader = reader(named, database, progress);
        return new BackupExtraction(reader, tool, engine, servers, progress);
    }

    private BackupReader reader(String named, String database, Consumer<String> progress) {
        if (SCHEMES.stream().anyMatch(named::startsWith)) {
            try (Connection session = live.get()) {
                return new InstanceReader(DatabaseAddress.parse(named, folder), records, session);
            } catch (SQLException e) {
                throw SqlFailure.of(
                        ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
            }
        }
        RestoreSource source = sources.find(folder, named, database);
        progress.accept("reading " + source.place().getFileName());
        if (isPlain(source)) {
            return new PlainReader(source, sha256(source));
        }
        return new DumpReader(source, sha256(source), new Restore(settings, environment), _ -> {});
    }

    private static String sha256(RestoreSource source) {
        if (Files.isDirectory(source.place()) && !Files.exists(source.place().resolve("toc.dat"))) {
            throw invalid(source, "is a folder, and none that pg_dump wrote");
        }
        if (source.state() instanceof RestoreSource.State.Bad(String why) && !isPlain(source)) {
            throw invalid(source, "cannot be used: " + why);
        }
        try {
            String sha256 = Checksums.of(source.place());
            Manifest manifest = source.manifest();
            if (manifest != null && !manifest.sha256().equals(sha256)) {
                throw invalid(
                        source, "is damaged: its SHA-256 is not the one that was written down");
            }
            return sha256;
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the backup %s cannot be read: %s"
                            .formatted(source.place(), FileTrouble.text(e)),
                    List.of(),
                    e);
        }
    }

    private static boolean isPlain(RestoreSource source) {
        try {
            return PlainDump.is(source.place());
        } catch (IOException e) {
            // Whatever else reads it says what is wrong with it.
            return false;
        }
    }

    private static BackoutException invalid(RestoreSource source, String why) {
        return BackoutException.of(
                ErrorCode.BACKUP_INVALID,
                "the backup %s %s".formatted(source.place(), why),
                "nothing was executed; name another one: --from-backup FILE");
    }
}
