package dev.backout.integration.pgdump;

import dev.backout.backup.Backup;
import dev.backout.backup.BackupFolder;
import dev.backout.backup.BackupProgress;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.Checksums;
import dev.backout.backup.Manifest;
import dev.backout.backup.SchemaMarks;
import dev.backout.backup.Sizes;
import dev.backout.backup.TableFacts;
import dev.backout.backup.TableFactsReader;
import dev.backout.backup.TableName;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Takes one dump: written beside its name, checked, hashed, written down, then renamed. When
/// anything fails, nothing is left of it.
final class Dumping {
    private static final int KILLED = 128;

    /// SIGXFSZ on Linux.
    private static final int FILE_TOO_LARGE = 25;

    private final BackupSettings settings;
    private final BackupFolder folder;
    private final Map<String, String> environment;
    private final DatabaseAddress address;
    private final Consumer<BackupProgress> listener;

    Dumping(
            BackupSettings settings,
            BackupFolder folder,
            Map<String, String> environment,
            DatabaseAddress address,
            Consumer<BackupProgress> listener) {
        this.settings = settings;
        this.folder = folder;
        this.environment = environment;
        this.address = address;
        this.listener = listener;
    }

    /// Takes it.
    ///
    /// @param tables null for the rows of all tables
    Backup.Dump take(String id, @Nullable List<TableName> tables) {
        Manifest.Format format =
                settings.jobs() > 1 ? Manifest.Format.DIRECTORY : Manifest.Format.CUSTOM;
        Instant began = Instant.now();
        try (DumpMoment moment = DumpMoment.of(address)) {
            int major = moment.connection().getMetaData().getDatabaseMajorVersion();
            PgTool tool = new PgToolFinder(settings.pgDump(), environment).find(major);
            TableFacts facts = TableFactsReader.read(moment.connection());
            List<TableName> wanted =
                    tables == null ? List.copyOf(facts.bytes().keySet()) : facts.holding(tables);
            folder.insistOnRoom(tables == null ? facts.total() : facts.of(wanted));
            Path partial = folder.partial(id, format);
            try {
                return written(
                        id, began, format, partial, moment, tool, facts, wanted, tables == null);
            } catch (BackoutException e) {
                remove(partial, e);
                throw e.code() == ErrorCode.DATABASE_UNREACHABLE
                        ? failed(String.valueOf(e.getMessage()), e)
                        : e;
            } catch (IOException | SQLException e) {
                remove(partial, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(SqlFailure.text(e), e);
        } catch (IOException e) {
            throw failed("the dump cannot be written: " + e.getMessage(), e);
        }
    }

    private Backup.Dump written(
            String id,
            Instant began,
            Manifest.Format format,
            Path partial,
            DumpMoment moment,
            PgTool tool,
            TableFacts facts,
            List<TableName> wanted,
            boolean whole)
            throws SQLException, IOException {
        long start = System.nanoTime();
        DatabaseIdentity identity = DatabaseIdentityReader.read(moment.connection());
        SchemaMarks schema = moment.schema(settings.lockTimeout());
        Set<TableName> left = new TreeSet<>(facts.bytes().keySet());
        left.removeAll(Set.copyOf(wanted));
        Map<String, Long> counts =
                run(
                        command(tool, format, partial, moment, whole, left),
                        tool,
                        moment,
                        partial,
                        wanted);
        DumpList list = checked(tool, partial, wanted);
        Manifest manifest =
                new Manifest(
                        id,
                        identity,
                        began,
                        Duration.ofMillis((System.nanoTime() - start) / 1_000_000),
                        whole,
                        tool.text(),
                        moment.connection().getMetaData().getDatabaseMajorVersion(),
                        format,
                        Checksums.size(partial),
                        facts.of(wanted),
                        Checksums.of(partial),
                        list.entries().size(),
                        schema,
                        counts);
        return new Backup.Dump(folder.complete(partial, manifest), manifest);
    }

    private List<String> command(
            PgTool tool,
            Manifest.Format format,
            Path partial,
            DumpMoment moment,
            boolean whole,
            Set<TableName> left) {
        List<String> command = new ArrayList<>();
        command.add(tool.program().toString());
        command.addAll(List.of("--no-password", "--verbose", "--file", partial.toString()));
        command.add("--format=" + (format == Manifest.Format.CUSTOM ? "custom" : "directory"));
        if (format == Manifest.Format.DIRECTORY) {
            command.add("--jobs=" + settings.jobs());
        }
        command.add("--snapshot=" + moment.name());
        command.add("--lock-wait-timeout=" + settings.lockTimeout().toMillis());
        if (!whole) {
            command.add("--no-blobs");
            TablePattern.of(left).forEach(p -> command.add("--exclude-table-data=" + p));
        }
        return command;
    }

    private Map<String, Long> run(
            List<String> command,
            PgTool tool,
            DumpMoment moment,
            Path partial,
            List<TableName> wanted)
            throws SQLException {
        var said = new Said(password());
        var progress =
                new DumpProgress(
                        "dump", "dumping contents of table", partial, wanted.size(), listener);
        Map<String, String> variables = ClientEnvironment.of(address, environment, tool.major());
        try (var count = new Counting(moment, wanted);
                ChildProcess child =
                        ChildProcess.tethered(
                                command,
                                variables,
                                _ -> {},
                                line -> {
                                    progress.line(line);
                                    said.add(line);
                                })) {
            int status = child.await(progress::tell);
            progress.tell();
            if (status != 0) {
                throw failure(status, said, partial);
            }
            return count.result();
        }
    }

    private BackoutException failure(int status, Said said, Path partial) {
        if (status == KILLED + FILE_TOO_LARGE) {
            return failed("the limit for the size of files (ulimit -f) is reached", null);
        }
        if (status > KILLED) {
            return failed("pg_dump was killed (signal %d)".formatted(status - KILLED), null);
        }
        String text = said.text();
        if (text.contains("No space left")
                || text.contains("File too large")
                || text.contains("quota exceeded")) {
            return failed(
                    "%s took no more than %s of it: %s"
                            .formatted(folder.path(), Sizes.bytes(size(partial)), text),
                    null);
        }
        if (text.contains("canceling statement due to statement timeout")) {
            return failed(
                    "somebody holds a lock on a table that pg_dump has to read, for longer than %s"
                            .formatted(Sizes.time(settings.lockTimeout())),
                    null);
        }
        if (text.contains("server closed the connection") || text.contains("terminating conn")) {
            return failed("the server ended the session of pg_dump: " + text, null);
        }
        return failed("pg_dump said: " + text, null);
    }

    private DumpList checked(PgTool tool, Path partial, List<TableName> wanted) {
        ChildProcess.Output output =
                ChildProcess.output(
                        List.of(tool.restore().toString(), "--list", partial.toString()),
                        ClientEnvironment.plain(environment));
        if (output.status() != 0) {
            throw failed("pg_restore cannot read the dump: " + output.errors().strip(), null);
        }
        DumpList list = DumpList.parse(output.text());
        List<TableName> lacking = list.lacking(Set.copyOf(wanted));
        if (!lacking.isEmpty()) {
            throw failed(
                    "the dump has no rows of %s, so it is no backup"
                            .formatted(Sizes.some(lacking.stream().map(TableName::text))),
                    null);
        }
        return list;
    }

    private static void remove(Path partial, Exception reason) {
        try {
            BackupFolder.delete(partial);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private BackoutException failed(String why, @Nullable Exception cause) {
        return new BackoutException(
                ErrorCode.BACKUP_FAILED,
                "no backup of %s was taken: %s".formatted(address.place(), why),
                List.of("what there was of it is removed; nothing after this step was executed"),
                cause);
    }

    private static long size(Path place) {
        try {
            return Files.exists(place) ? Checksums.size(place) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private String password() {
        Secret password = address.password();
        return password == null ? "" : password.reveal();
    }
}
