package dev.backout.integration.pgdump;

import dev.backout.backup.Backup;
import dev.backout.backup.BackupChoice;
import dev.backout.backup.BackupDecision;
import dev.backout.backup.BackupFolder;
import dev.backout.backup.BackupPlan;
import dev.backout.backup.BackupProbe;
import dev.backout.backup.BackupProgress;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.BackupWay;
import dev.backout.backup.Checksums;
import dev.backout.backup.Manifest;
import dev.backout.backup.Manifests;
import dev.backout.backup.ReferenceState;
import dev.backout.backup.RestoreSources;
import dev.backout.backup.RunReach;
import dev.backout.backup.TableFactsReader;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Decides on backups, takes them, and tells whether one was taken. For one thread.
public final class Backups {
    private final BackupSettings settings;
    private final Map<String, String> environment;
    private final BackupFolder folder;

    /// @param environment the environment variables of this process
    public Backups(BackupSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.folder = BackupFolder.of(settings, environment);
    }

    /// The folder where dumps lie.
    public BackupFolder folder() {
        return folder;
    }

    /// What one would restore from, the best first.
    public RestoreSources sources() {
        return new RestoreSources(folder, settings.nightly());
    }

    /// The pg_dump for a server of this major version, for people.
    ///
    /// @throws BackoutException `backup-unavailable`
    public String tool(int major) {
        PgTool tool = new PgToolFinder(settings.pgDump(), environment).find(major);
        return "%s (%s)".formatted(tool.text(), tool.program());
    }

    /// Whether the policy forbids to go without.
    public boolean required() {
        return settings.required();
    }

    /// Decides which backup to begin with. Changes nothing.
    ///
    /// @param reach what could be destroyed
    /// @param connection to the database, in autocommit mode
    /// @throws BackoutException `configuration-invalid`
    public BackupPlan decide(BackupChoice choice, RunReach reach, Connection connection) {
        return new BackupDecision(settings, Instant.now())
                .decide(choice, reach, TableFactsReader.read(connection), reference(choice));
    }

    /// Stops when the backup cannot be taken for a reason that is known beforehand: no fitting
    /// pg_dump, a folder that is no place for it, no room. Changes nothing.
    ///
    /// @return what a person should know, one line each
    /// @throws BackoutException `backup-unavailable`, `backup-folder-unfit`
    public List<String> check(BackupPlan plan, Connection connection) {
        return switch (plan.way()) {
            case BackupWay.WholeDump _, BackupWay.TablesDump _ -> {
                List<String> lines = new ArrayList<>(folder.inspect());
                folder.insistOnRoom(plan.bytes());
                lines.add("%s, into %s".formatted(tool(connection).text(), folder.path()));
                yield lines;
            }
            case BackupWay.Snapshot _ -> folder.inspect();
            case BackupWay.Reference _, BackupWay.None _ -> List.of();
        };
    }

    /// Takes a backup. What an earlier try of that name left behind is removed first.
    ///
    /// @param id its name, see [dev.backout.backup.BackupIds]
    /// @param progress told every now and then, from this thread
    /// @throws BackoutException `backup-failed`, `backup-unavailable`, `backup-folder-unfit`
    public Backup take(
            String id, BackupWay way, DatabaseAddress address, Consumer<BackupProgress> progress) {
        return switch (way) {
            case BackupWay.WholeDump _ -> dumping(id, address, progress).take(id, null);
            case BackupWay.TablesDump some ->
                    dumping(id, address, progress).take(id, some.tables());
            case BackupWay.Snapshot snapshot -> {
                clear(id);
                yield new SnapshotCommand(snapshot.command(), environment, folder)
                        .take(id, address);
            }
            case BackupWay.Reference reference ->
                    new Backup.Reference(id, reference.name(), reference.state());
            case BackupWay.None none -> new Backup.None(id, none.reason());
        };
    }

    /// Whether a backup of that name was taken. Reads all of a dump, to compare its hash.
    public BackupProbe probe(String id) {
        for (Manifest.Format format : Manifest.Format.values()) {
            Path place = folder.place(id, format);
            if (Files.exists(place)) {
                return complete(place, folder.manifest(id));
            }
        }
        if (Files.exists(SnapshotCommand.record(folder, id))) {
            return new BackupProbe.Complete(SnapshotCommand.read(folder, id));
        }
        List<Path> left = folder.leftovers(id);
        return left.isEmpty()
                ? new BackupProbe.Absent()
                : new BackupProbe.Partial(left, "it was not finished");
    }

    private static BackupProbe complete(Path place, Path manifestFile) {
        List<Path> files = List.of(place, manifestFile);
        try {
            Manifest manifest = Manifests.read(manifestFile);
            return manifest.bytes() == Checksums.size(place)
                            && manifest.sha256().equals(Checksums.of(place))
                    ? new BackupProbe.Complete(new Backup.Dump(place, manifest))
                    : new BackupProbe.Partial(files, "it is not what was written down");
        } catch (BackoutException e) {
            return new BackupProbe.Partial(files, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE, place + " cannot be read", List.of(), e);
        }
    }

    private Dumping dumping(String id, DatabaseAddress address, Consumer<BackupProgress> progress) {
        folder.prepare();
        clear(id);
        return new Dumping(settings, folder, environment, address, progress);
    }

    private void clear(String id) {
        try {
            folder.prepare();
            for (Path left : folder.leftovers(id)) {
                BackupFolder.delete(left);
            }
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "what an earlier try left in %s cannot be removed".formatted(folder.path()),
                    List.of(),
                    e);
        }
    }

    private PgTool tool(Connection connection) {
        try {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            return new PgToolFinder(settings.pgDump(), environment).find(major);
        } catch (SQLException e) {
            throw new IllegalStateException("the driver knows the server's version", e);
        }
    }

    private @Nullable ReferenceState reference(BackupChoice choice) {
        String named =
                choice instanceof BackupChoice.Reference reference
                        ? reference.name()
                        : settings.reference();
        boolean asked =
                choice instanceof BackupChoice.Reference || choice instanceof BackupChoice.Decide;
        return named == null || !asked
                ? null
                : new ReferenceCheck(settings.referenceCheck(), environment).state(named);
    }
}
