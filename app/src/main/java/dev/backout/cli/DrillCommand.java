package dev.backout.cli;

import dev.backout.backup.BackupSettings;
import dev.backout.backup.DrillLog;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.RestoreSources;
import dev.backout.backup.SchemaMarks;
import dev.backout.catalog.CatalogReader;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.SqlFailure;
import dev.backout.drill.Drill;
import dev.backout.drill.DrillJson;
import dev.backout.drill.DrillReport;
import dev.backout.drill.DrillText;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Backups;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;

/// `backout drill`.
@Command(
        description = "Restores the newest backup into a scratch database and looks at it.",
        footer = {
            "",
            "Exit status: 0 it can be relied on and the targets of backout.yaml are met, 1 not.",
            "",
            "Examples:",
            "  backout drill",
            "  backout drill --backup nightly/shop-2026-11-21.dump --json"
        })
final class DrillCommand implements Callable<ExitCode> {
    /// How long a look at the live catalog may wait behind somebody's lock.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Option(
            names = "--backup",
            paramLabel = "FILE",
            description = "a dump of pg_dump, a file or a folder; the newest otherwise")
    private @Nullable Path backup;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    DrillCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        BackupSettings settings = Configuration.backupSettings(choices);
        Target target = Configuration.targetIfNamed(choices);
        String database = target == null ? null : target.address().database();
        Backups backups = new Backups(settings, shell.environment());
        RestoreSources sources = backups.sources();
        RestoreSource source = source(sources, database);
        RestoreSource next = sources.after(source, database);
        DrillReport report;
        try (BackupLine line = new BackupLine(shell)) {
            report =
                    new Drill(
                                    settings,
                                    shell.environment(),
                                    (major, bytes) -> ScratchStart.roomy(choices, major, bytes),
                                    line::show)
                            .run(source, live(source, target), next);
        }
        keep(new DrillLog(backups.folder()), report);
        if (json) {
            shell.out().println(DrillJson.of(report).toPrettyString());
        } else {
            DrillText.lines(report).forEach(shell.out()::println);
        }
        return report.passed() ? ExitCode.DONE : ExitCode.NO;
    }

    /// A drill is worth its answer, also where nothing can be written.
    private void keep(DrillLog log, DrillReport report) {
        try {
            log.add(
                    report.source().place(),
                    new DrillLog.Entry(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            report.verdict().word(),
                            report.passed()));
        } catch (BackoutException e) {
            shell.err().println("note: this drill is not remembered: " + e.getMessage());
        }
    }

    private RestoreSource source(RestoreSources sources, @Nullable String database) {
        if (backup != null) {
            return RestoreSources.at(shell.directory().resolve(backup));
        }
        RestoreSource newest = sources.newest(database);
        if (newest == null) {
            throw BackoutException.of(
                    ErrorCode.FILE_INACCESSIBLE,
                    "there is no backup%s in %s"
                            .formatted(database == null ? "" : " of " + database, sources.places()),
                    "name one with --backup FILE, or the folder of the nightly ones under"
                            + " backup.nightly of backout.yaml");
        }
        return newest;
    }

    /// Only a backup about which nothing is written down is held against the live schema.
    private static @Nullable SchemaMarks live(RestoreSource source, @Nullable Target target) {
        if (source.manifest() != null || target == null || !source.usable()) {
            return null;
        }
        try (Connection connection = Database.connect(target.address())) {
            return SchemaMarks.of(CatalogReader.on(connection, PATIENCE).read());
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }
}
