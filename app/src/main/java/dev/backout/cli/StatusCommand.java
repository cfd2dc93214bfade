package dev.backout.cli;

import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.History;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationStatus;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.StatusReader;
import dev.backout.plan.LiveSchema;
import dev.backout.proofs.AppliedScripts;
import dev.backout.records.RecordSchema;
import dev.backout.run.Bar;
import dev.backout.run.Bars;
import dev.backout.run.InverseStore;
import dev.backout.run.ShutDoors;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.status.CatalogAhead;
import dev.backout.status.Drift;
import dev.backout.status.DriftFinder;
import dev.backout.status.ExpectedSchemas;
import dev.backout.status.StatusJson;
import dev.backout.status.StatusLines;
import dev.backout.status.StatusReport;
import dev.backout.status.StatusText;
import dev.backout.status.WaysBack;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Vault;
import dev.backout.vault.WarmCopies;
import dev.backout.vault.Warming;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `backout status`.
@Command(
        description = "Compares history, migrations directory and live schema.",
        footer = {
            "",
            "Exit status: 0 they agree, 1 they do not (drift, a failed, edited or missing"
                    + " migration).",
            "",
            "Examples:",
            "  backout status",
            "  backout status --env production --json"
        })
final class StatusCommand implements Callable<ExitCode> {
    /// How long a look at the catalog may wait behind somebody's lock.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Option(names = "--all", description = "list every applied migration, not only the newest")
    private boolean all;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = "--show-values",
            description = "show what the server said of rows when a migration failed")
    private boolean showValues;

    @Option(names = "--no-drift", description = "do not compare the live schema")
    private boolean noDrift;

    @Mixin private final GitRefOption gitRef = new GitRefOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Configuration configuration = Configuration.read(options.choices(shell));
        Target target = configuration.target();
        if (!json) {
            configuration.project().found().forEach(shell.out()::println);
        }
        CatalogAhead ahead = noDrift ? null : CatalogAhead.of(target.address(), PATIENCE);
        MigrationTool tool = configuration.tool(target);
        MigrationDirectory directory = tool.read(gitRef.source(configuration));
        try (Connection connection = Database.connect(target.address())) {
            StatusReport report = report(configuration, target, tool, directory, connection, ahead);
            if (json) {
                shell.out().println(StatusJson.text(report));
            } else {
                StatusText.lines(report, all).forEach(shell::say);
            }
            return report.agrees() ? ExitCode.DONE : ExitCode.NO;
        } catch (SQLException e) {
            throw new BackoutException(
                    ErrorCode.DATABASE_UNREACHABLE,
                    "the connection to %s broke".formatted(target.address().place()),
                    List.of("run backout status again"),
                    e);
        }
    }

    private StatusReport report(
            Configuration configuration,
            Target target,
            MigrationTool tool,
            MigrationDirectory directory,
            Connection connection,
            @Nullable CatalogAhead ahead)
            throws SQLException {
        History history = tool.history(connection);
        List<String> notes = new ArrayList<>(history.notes());
        for (DirectoryProblem problem : directory.problems()) {
            notes.add(problem.migration() + ": " + problem.message());
        }
        RecordSchema records = new RecordSchema(target.recordSchema());
        List<Bar> bars =
                readable(() -> new Bars(records, tool).standing(connection), "barred", notes);
        int major = connection.getMetaData().getDatabaseMajorVersion();
        WaysBack ways = ProofCache.waysBack(AppliedScripts.of(history, directory, tool), major);
        ways.add(
                readable(() -> new InverseStore(records).all(connection), "stored", notes),
                history);
        List<MigrationStatus> statuses = new StatusReader(tool).read(history, directory);
        return new StatusReport(
                target.address().place(),
                target.production(),
                history.table(),
                major,
                new StatusLines(tool, bars, ways, showValues).of(statuses, all || json),
                barred(bars),
                unfinished(readable(() -> new RunRecords(records).list(connection), "run", notes)),
                readable(() -> ShutDoors.of(connection, records), "shut", notes).stream()
                        .map(ShutDoors::shout)
                        .toList(),
                vault(
                        readable(
                                () -> new Inventory(new Vault(records)).all(connection),
                                "kept",
                                notes)),
                warming(
                        readable(
                                () -> WarmCopies.list(connection, new Vault(records)),
                                "copied beforehand",
                                notes)),
                notes,
                drift(configuration, target.recordSchema(), history, directory, connection, ahead));
    }

    /// A role that may only look at the history gets the status without our records.
    private static <T> List<T> readable(
            Supplier<List<T>> records, String what, List<String> notes) {
        try {
            return records.get();
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.RIGHTS_MISSING) {
                throw e;
            }
            notes.add("what is %s is not known: %s".formatted(what, e.getMessage()));
            return List.of();
        }
    }

    private static List<String> warming(List<Warming> copies) {
        return copies.stream()
                .map(one ->
                        "%s for %s, %s: backout deploy goes on, backout deploy --stop-warming gives it up"
                                .formatted(one.subject(), one.migration(), one.text()))
                .toList();
    }

    private static String vault(List<InventoryLine> lines) {
        List<InventoryLine> present = lines.stream().filter(InventoryLine::present).toList();
        long bytes = present.stream().mapToLong(InventoryLine::bytes).sum();
        return present.isEmpty()
                ? ""
                : "%s, %s (backout vault)"
                        .formatted(
                                Counted.of(present.size(), "capture"), InventoryText.size(bytes));
    }

    /// A run whose steps are half done leaves the schema between two shapes.
    private static List<String> unfinished(List<RunRecord> runs) {
        return runs.stream()
                .filter(run -> run.state().open())
                .map(run ->
                        "%s is %s since %s: backout resume %s, or backout abort %s"
                                .formatted(
                                        run.id(),
                                        run.state().word(),
                                        run.began().truncatedTo(ChronoUnit.SECONDS),
                                        run.id(),
                                        run.id()))
                .toList();
    }

    private static List<String> barred(List<Bar> bars) {
        return bars.stream()
                .map(bar ->
                        "%s since %s by run %s (backout unbar %s)"
                                .formatted(
                                        bar.migration(),
                                        bar.since(),
                                        bar.run(),
                                        RunText.quoted(bar.migration())))
                .distinct()
                .toList();
    }

    private Drift drift(
            Configuration configuration,
            String recordSchema,
            History history,
            MigrationDirectory directory,
            Connection connection,
            @Nullable CatalogAhead ahead) {
        if (ahead == null) {
            return new Drift.NotCompared("asked not to");
        }
        if (!history.present()) {
            return new Drift.NotCompared("there is no history table");
        }
        ExpectedSchemas kept =
                new ExpectedSchemas(ScratchPlaces.standard().cache().resolve("schemas"));
        LiveSchema live = LiveSchema.of(ahead.get(connection), history.table(), recordSchema);
        try (LazyScratch scratch = new LazyScratch(configuration)) {
            return new DriftFinder(scratch, kept, Version.text()).find(live, history, directory);
        }
    }
}
