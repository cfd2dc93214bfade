package dev.backout.integration.pgdump;

import dev.backout.backup.BackupProgress;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.TableName;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;
import dev.backout.scratch.ExtensionOffer;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Restores dumps into scratch databases, as their ordinary role: without owners, privileges and
/// tablespaces, which belong to a server, and without subscriptions, which would begin to pull. For
/// one thread.
public final class Restore {
    private final BackupSettings settings;
    private final Map<String, String> environment;

    /// @param environment the environment variables of this process
    public Restore(BackupSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
    }

    /// Reads what is in a dump.
    ///
    /// @throws BackoutException `backup-invalid`, `backup-unavailable`
    public Archive open(Path place) {
        return Archive.read(
                place, new PgToolFinder(settings.pgDump(), environment).newest(), environment);
    }

    /// An empty database for a dump, with what an ordinary role could not make.
    public ScratchDatabase database(Archive archive, ScratchServer server) {
        return database(archive, server, "");
    }

    /// The same, of a role with this name where the server is ours.
    public ScratchDatabase database(Archive archive, ScratchServer server, String owner) {
        return server.create(
                ScratchOptions.plain()
                        .ownedBy(owner)
                        .withRoles(archive.ownership().roles())
                        .withExtensions(beforehand(archive, server)));
    }

    /// Gives what was restored to whom the dump says it belongs, with the dump's privileges.
    ///
    /// @return what could not be given, one half sentence each
    public static List<String> give(ScratchDatabase database, Archive archive) {
        return database.give(archive.ownership().statements());
    }

    /// What of a dump is restored.
    public enum Part {
        /// Everything.
        ALL,
        /// No rows.
        SCHEMA,
        /// Everything but foreign keys: rows may refer to others that are not in the dump.
        WITHOUT_FOREIGN_KEYS,
        /// What there is before any row, contents of sequences, large objects and materialized
        /// views: tables that are there to be filled.
        EMPTY;

        private boolean takes(String entry) {
            return switch (this) {
                case ALL -> true;
                case SCHEMA -> !entry.contains(" TABLE DATA ");
                case EMPTY ->
                        !entry.contains(" TABLE DATA ")
                                && !entry.contains(" MATERIALIZED VIEW DATA ")
                                && !entry.contains(" SEQUENCE SET ")
                                && !entry.contains(" BLOB");
                case WITHOUT_FOREIGN_KEYS -> !entry.contains(" FK CONSTRAINT ");
            };
        }
    }

    /// Restores.
    ///
    /// @param database an empty one, see [#database]
    /// @param part what of it
    /// @throws BackoutException `backup-invalid` when the file turns out to be damaged
    public RestoreReport into(
            ScratchDatabase database,
            Archive archive,
            Part part,
            Consumer<BackupProgress> listener) {
        return into(database, archive, part::takes, listener);
    }

    /// Loads the rows of some tables, which are there already and empty.
    ///
    /// @throws BackoutException `backup-invalid` when the file turns out to be damaged
    public RestoreReport rows(
            ScratchDatabase database,
            Archive archive,
            Set<TableName> tables,
            Consumer<BackupProgress> listener) {
        return into(database, archive, entry -> DumpList.isDataOf(entry, tables), listener);
    }

    /// Has some sequences, which are there already, stand where they stood.
    ///
    /// @throws BackoutException `backup-invalid` when the file turns out to be damaged
    public RestoreReport positions(
            ScratchDatabase database,
            Archive archive,
            Set<TableName> sequences,
            Consumer<BackupProgress> listener) {
        return into(database, archive, entry -> DumpList.isPositionOf(entry, sequences), listener);
    }

    private RestoreReport into(
            ScratchDatabase database,
            Archive archive,
            Predicate<String> wanted,
            Consumer<BackupProgress> listener) {
        int major = Math.max(archive.byMajor(), database.server().major());
        PgTool tool = new PgToolFinder(settings.pgDump(), environment).find(major);
        List<String> beforehand = beforehand(archive, database.server());
        DatabaseAddress address = database.address();
        var errors = new RestoreErrors();
        var progress =
                new DumpProgress(
                        "restore",
                        "processing data for table",
                        null,
                        archive.list().tablesWithRows(),
                        listener);
        long start = System.nanoTime();
        int status;
        try (ChildProcess child =
                ChildProcess.start(
                        command(tool, archive, address),
                        ClientEnvironment.of(address, environment, tool.major()),
                        archive.list().of(wanted, Set.copyOf(beforehand)),
                        _ -> {},
                        line -> {
                            progress.line(line);
                            errors.add(line);
                        })) {
            status = child.await(progress::tell);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        insistOnFile(archive, errors, status);
        return new RestoreReport(
                "pg_restore " + tool.version(),
                archive.list().entries().size(),
                errors.failures(),
                beforehand,
                took);
    }

    private List<String> command(PgTool tool, Archive archive, DatabaseAddress address) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                tool.restore().toString(),
                                "--no-password",
                                "--verbose",
                                "--no-owner",
                                "--no-privileges",
                                "--no-tablespaces",
                                "--no-subscriptions",
                                "--no-security-labels",
                                "--use-list=/dev/stdin",
                                "--jobs=" + (archive.parallel() ? settings.jobs() : 1),
                                "--dbname=" + address.database()));
        command.add(archive.place().toString());
        return command;
    }

    private static void insistOnFile(Archive archive, RestoreErrors errors, int status) {
        String damage = errors.damage();
        if (damage != null) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "%s is damaged: pg_restore said: %s".formatted(archive.place(), damage));
        }
        String broken = errors.broken();
        boolean unexplained = status != 0 && errors.failures().isEmpty() && status > 1;
        if (broken != null || unexplained) {
            throw BackoutException.of(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    "the restore of %s broke off: %s"
                            .formatted(
                                    archive.place(),
                                    broken == null
                                            ? "pg_restore ended with status " + status
                                            : broken));
        }
    }

    private static List<String> beforehand(Archive archive, ScratchServer server) {
        return server.superuser()
                ? archive.list().extensions().stream()
                        .filter(name -> server.offer(name) == ExtensionOffer.UNTRUSTED)
                        .toList()
                : List.of();
    }
}
