package dev.backout.cli;

import dev.backout.backup.Sizes;
import dev.backout.config.Configuration;
import dev.backout.config.ProjectTool;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.SqlFailure;
import dev.backout.deploy.DeployPlace;
import dev.backout.deploy.DeploySettings;
import dev.backout.deploy.Reset;
import dev.backout.deploy.ResetLook;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.integration.prisma.Seeding;
import dev.backout.integration.process.Script;
import dev.backout.journal.Operator;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout reset`.
@Command(
        description =
                "Drops the schemas of a development database, applies all migrations anew and"
                        + " seeds it, as prisma migrate reset does. Refused for production and for"
                        + " every database that no environment of backout.yaml names.",
        footer = {
            "",
            "Exit status: 0 done, 1 this database is not to be reset, 3 a migration or the seed"
                    + " failed.",
            "",
            "Examples:",
            "  backout reset --env development --dry-run    what would go",
            "  backout reset --env development --yes        in place of: npx prisma migrate reset",
            "  backout reset --env development --to 20260209160000_order_totals"
        })
final class ResetCommand implements Callable<ExitCode> {
    @Option(
            names = "--to",
            paramLabel = "MIGRATION",
            description = "apply the migrations up to this one only")
    private @Nullable String to;

    @Option(names = "--no-seed", description = "do not run the project's seed")
    private boolean noSeed;

    @Option(
            names = "--drop-records",
            description = "give up the runs and the captures that the database holds as well")
    private boolean dropRecords;

    @Option(
            names = "--yes",
            description = "confirms; on another machine's server the name is asked for anyway")
    private boolean yes;

    @Option(names = "--dry-run", description = "tells what would go, and changes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final LockOptions locks = new LockOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    ResetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Configuration configuration = Configuration.read(options.choices(shell));
        Target target = configuration.target();
        new Protection(configuration).insistOnDevelopment(target);
        insistOnKnownTool(configuration);
        MigrationTool tool = configuration.tool(target);
        MigrationDirectory directory = tool.read(configuration.source(null)).required();
        List<Migration> wanted = wanted(directory);
        List<String> schemas = configuration.schemas(target);
        ResetText text =
                new ResetText(shell, json, target, wanted, noSeed ? null : configuration.seed());
        text.found(configuration);
        Reset reset =
                new Reset(
                        new DeployPlace(
                                () -> Database.connect(target.address()),
                                tool,
                                DeploySettings.usual(Version.text()).with(locks.settings(target)),
                                Operator.of(shell.environment()),
                                text::event),
                        schemas);
        ResetLook look = look(target, reset);
        text.intent(look);
        if (dryRun) {
            text.dryRun(look);
            return ExitCode.DONE;
        }
        if (!dropRecords) {
            reset.insistOnNothingKept(look);
        }
        confirm(target);
        reset.run(directory, wanted, dropRecords);
        text.applied();
        seed(configuration, target, text);
        text.done(look);
        return ExitCode.DONE;
    }

    private static ResetLook look(Target target, Reset reset) {
        try (Connection connection = Database.connect(target.address())) {
            return reset.look(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    /// Supabase puts things of its own into the schemas, which only its own command makes anew.
    private static void insistOnKnownTool(Configuration configuration) {
        if (configuration.project().tool() instanceof ProjectTool.OfSupabase) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "reset does not know what Supabase puts into a new database",
                    "nothing was executed; supabase db reset does it");
        }
    }

    private List<Migration> wanted(MigrationDirectory directory) {
        if (to == null) {
            return directory.migrations();
        }
        Migration last = MigrationArgument.named(directory, to);
        return directory.migrations().subList(0, directory.migrations().indexOf(last) + 1);
    }

    /// `--yes` is enough for a server of this machine. For another one somebody types the name.
    private void confirm(Target target) {
        boolean local = Protection.local(target.address());
        if (yes && local) {
            return;
        }
        Confirmation confirmation = new Confirmation(shell);
        if (yes && !shell.terminals().in()) {
            throw BackoutException.of(
                    ErrorCode.NOT_CONFIRMED,
                    "%s is not on this machine, so --yes is not enough to reset it"
                            .formatted(target.address().place()),
                    "nothing was executed; on a terminal the name of the database is asked for");
        }
        confirmation.insistOnTerminal("reset");
        confirmation.insistOnName(target.address().database(), "All data of it will be lost. ");
    }

    private void seed(Configuration configuration, Target target, ResetText text) {
        String seed = text.seed();
        if (seed == null) {
            return;
        }
        text.seeding();
        String failure =
                switch (new Seeding(configuration.project().root(), shell.environment())
                        .run(
                                seed,
                                configuration.urlVariables(),
                                target.address(),
                                text::seedLine)) {
                    case Script.Ending.Exited(int status) ->
                            status == 0 ? "" : "ended with status " + status;
                    case Script.Ending.TimedOut(Duration limit) ->
                            "did not end within %s, and was ended".formatted(Sizes.time(limit));
                };
        if (!failure.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "the seed %s: %s".formatted(failure, seed),
                    "the migrations are applied; mend the seed, then: npx prisma db seed");
        }
    }
}
