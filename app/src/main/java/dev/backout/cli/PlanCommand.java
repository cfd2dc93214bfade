package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.migration.MigrationDirectory;
import dev.backout.plan.Choice;
import dev.backout.plan.KeptInverses;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.PlanListener;
import dev.backout.plan.PlanOptions;
import dev.backout.plan.Planner;
import dev.backout.plan.Way;
import dev.backout.planfile.PlanFiles;
import dev.backout.proof.MigrationProof;
import dev.backout.run.InverseStore;
import dev.backout.schema.Address;
import dev.backout.surgical.BackupExtraction;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `backout plan`.
@Command(
        description = "Decides how to back out applied migrations, and what that costs.",
        footer = {
            "",
            "Nothing is changed in the database.",
            "Exit status: 0 there is a way, 1 there is none, 2 wrong usage.",
            "",
            "Examples:",
            "  backout plan                         the one that was applied last",
            "  backout plan --last 2                the last two",
            "  backout plan --to 20261101_add_users everything after that one",
            "  backout plan 20261104_drop_email     that one alone, or one that failed",
            "  backout plan --from-backup newest    what nobody kept returns from a backup",
            "  backout plan --max-lock 2s           what takes longer is done while others write"
        })
final class PlanCommand implements Callable<ExitCode> {
    @Parameters(arity = "0..1", paramLabel = "MIGRATION", description = "the one to back out")
    private @Nullable String migration;

    @Option(names = "--to", paramLabel = "MIGRATION", description = "back to this one, which stays")
    private @Nullable String to;

    @Option(names = "--last", paramLabel = "N", description = "the last N; 1 when not given")
    private @Nullable Integer last;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the plan is written; backout-plan.json when not given")
    private Path out = Path.of(PlanFiles.USUAL);

    @Option(names = "--json", description = "prints the plan file")
    private boolean json;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "inverse: undo it even where leaving it in place would do")
    private @Nullable String strategy;

    @Option(
            names = "--way",
            paramLabel = "WAY",
            description =
                    "for a migration that failed: undo what is in place, finish the rest, or mark"
                            + " it")
    private @Nullable String way;

    @Option(
            names = "--fill",
            paramLabel = "COLUMN=SQL",
            description =
                    "the value for a column that comes back NOT NULL: schema.table.column=SQL")
    private List<String> fills = new ArrayList<>();

    @Option(
            names = "--from-backup",
            paramLabel = "BACKUP",
            description =
                    "takes what the migration destroyed out of a backup from before it: a dump of"
                            + " pg_dump, a name of the folder for backups, newest, or the URL of a"
                            + " restored instance")
    private @Nullable String backup;

    @Option(
            names = "--concurrently",
            description =
                    "builds and drops indexes after the transaction, one by one: slower, and no"
                            + " writer waits for them")
    private boolean concurrently;

    @Option(
            names = "--count-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long counting one thing may take before it is estimated; 2s")
    private Duration patience = PlanOptions.PATIENCE;

    @Mixin private final MaxLockOption maxLock = new MaxLockOption();

    @Mixin private final MergeOptions merge = new MergeOptions();

    @Mixin private final GitRefOption gitRef = new GitRefOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Choice choice = choice();
        Map<Address, String> filled = FillOption.parse(fills);
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        Configuration configuration = site.project() == null ? null : Configuration.read(choices);
        tell(site, configuration);
        MigrationDirectory directory = gitRef.directory(site, configuration);
        PlanOptions wanted =
                new PlanOptions(
                        Version.text(),
                        forced(),
                        filled,
                        patience,
                        PlanOptions.LOCK_PATIENCE,
                        site.target().recordSchema(),
                        concurrently,
                        way(),
                        merge.merging(),
                        Site.rules(configuration),
                        maxLock.budget(site.target()));
        try (LazyScratch scratch = new LazyScratch(configuration);
                Progress progress = new Progress(shell, 3);
                Connection records = site.connect()) {
            Planner planner =
                    new Planner(
                            site::connect,
                            site.tool(),
                            scratch,
                            kept(site, records),
                            listener(site, records, directory, progress));
            Plan plan = plan(planner, directory, wanted, choice, choices, site, progress);
            progress.close();
            return print(plan, new BackupOffer(shell, choices, site));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
    }

    private Plan plan(
            Planner planner,
            @Nullable MigrationDirectory directory,
            PlanOptions wanted,
            Choice choice,
            Choices choices,
            Site site,
            Progress progress) {
        if (backup == null) {
            return planner.plan(directory, choice, wanted);
        }
        String database = site.target().address().database();
        try (BackupExtraction extraction =
                new SurgicalRun(shell, choices, site)
                        .places()
                        .open(backup, database, site.tool(), progress::done)) {
            return planner.plan(directory, choice, wanted, extraction);
        }
    }

    private static PlanListener listener(
            Site site,
            Connection connection,
            @Nullable MigrationDirectory directory,
            Progress progress) {
        return new PlanListener() {
            @Override
            public void doing(String what) {
                progress.done(what);
            }

            @Override
            public void proved(MigrationProof proof, int major) {
                ProofCache.keep(site, connection, directory, proof, major);
            }
        };
    }

    private ExitCode print(Plan plan, BackupOffer offer) {
        if (!json) {
            PlanText.decided(plan).forEach(shell::say);
        }
        PlanFile file = PlanFiles.write(plan, shell.directory().resolve(out));
        if (json) {
            shell.out().print(file.json());
        } else {
            offer.lines(plan).forEach(shell::say);
            PlanText.owners(plan, Configuration.owners(options.choices(shell))).forEach(shell::say);
            PlanText.written(file, out).forEach(shell::say);
        }
        return plan.obstacles().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    private void tell(Site site, @Nullable Configuration configuration) {
        if (!json) {
            if (configuration != null) {
                configuration.project().found().forEach(shell.out()::println);
            }
            site.target().found().forEach(shell.out()::println);
            shell.out().println();
        }
    }

    private static KeptInverses kept(Site site, Connection connection) {
        InverseStore store = new InverseStore(site.records());
        return (name, checksum) -> {
            var found = store.find(connection, name, checksum);
            return found == null
                    ? null
                    : new KeptInverses.Kept(
                            found.sql(), found.schemaHash(), found.data(), found.losses());
        };
    }

    private Choice choice() {
        int given = (migration == null ? 0 : 1) + (to == null ? 0 : 1) + (last == null ? 0 : 1);
        if (given > 1) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "a MIGRATION, --to and --last exclude each other",
                    "backout plan --help");
        }
        if (migration != null) {
            return new Choice.Only(migration);
        }
        if (to != null) {
            return new Choice.BackTo(to);
        }
        if (last != null && last < 1) {
            throw BackoutException.of(ErrorCode.USAGE, "--last is 1 or more, not " + last);
        }
        return new Choice.Last(last == null ? 1 : last);
    }

    private @Nullable Way way() {
        if (way == null) {
            return null;
        }
        for (Way one : Way.values()) {
            if (one.text().equals(way)) {
                return one;
            }
        }
        throw BackoutException.of(
                ErrorCode.USAGE,
                "--way knows undo, finish and mark, not " + way,
                "without it, the plan decides");
    }

    private boolean forced() {
        if (strategy != null && !strategy.equals("inverse")) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--strategy knows inverse, not " + strategy,
                    "without it, the plan decides");
        }
        return strategy != null;
    }
}
