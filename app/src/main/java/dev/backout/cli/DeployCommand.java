package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Deploying;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.SqlFailure;
import dev.backout.deploy.DeployPlace;
import dev.backout.deploy.DeployReport;
import dev.backout.deploy.DeploySettings;
import dev.backout.deploy.Deployer;
import dev.backout.deploy.Forecast;
import dev.backout.deploy.Pending;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.Operator;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/// `backout deploy`.
@Command(
        description =
                "Applies pending migrations as prisma migrate deploy does, row for row of its"
                        + " history, and keeps what they destroy in the same transaction, with the"
                        + " proved way back.",
        footer = {
            "",
            "Exit status: 0 everything is applied, 1 the history, a bar or a script stops it, or a"
                    + " gate says no afterwards, 3 a migration failed and was undone, 5 a gate"
                    + " cannot tell.",
            "",
            "Examples:",
            "  backout deploy                       in place of: npx prisma migrate deploy",
            "  backout deploy --dry-run             what is pending, and what would be kept",
            "  backout deploy --keep-for 14d        backout prune may give it up then",
            "  backout deploy --warm-only           copies large columns ahead of the release"
        })
final class DeployCommand implements Callable<ExitCode> {
    @Option(
            names = "--dry-run",
            description = "tells what is pending and what would be kept, and changes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints JSON, one event per line, the result last")
    private boolean json;

    @Option(
            names = "--no-proof",
            description =
                    "starts no scratch database: a way back that is not proved yet is not stored")
    private boolean noProof;

    @Option(
            names = "--no-failed-row",
            description =
                    "a migration that fails leaves no row in the history: the next deploy tries it"
                            + " again")
    private boolean noFailedRow;

    @Option(
            names = "--keep-for",
            paramLabel = "TIME",
            converter = RetentionConverter.class,
            description =
                    "how long what is destroyed has to stay, 36h, 14d or 8w; keepFor of"
                            + " backout.yaml otherwise")
    private @Nullable Duration keepFor;

    @Option(
            names = "--backup",
            paramLabel = "WAY",
            converter = BackupChoiceConverter.class,
            description =
                    "takes a backup first, as backout run does: pg_dump, snapshot:COMMAND,"
                            + " reference:NAME or none:REASON; deploy.backup of backout.yaml"
                            + " otherwise")
    private @Nullable BackupChoice backup;

    @Option(
            names = "--gates",
            description =
                    "asks the gates of the environment when something was applied; deploy.gates of"
                            + " backout.yaml otherwise")
    private boolean gates;

    @Mixin private final SilentOption silent = new SilentOption();

    @Mixin private final WarmOptions warm = new WarmOptions();

    @Mixin private final LockOptions locks = new LockOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    DeployCommand(Shell shell) {
        this.shell = shell;
    }

    /// What one call of the command works with.
    private record Scene(
            Choices choices,
            Configuration configuration,
            Target target,
            MigrationTool tool,
            MigrationDirectory directory,
            Deployer deployer,
            DeployText text) {}

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        Scene scene = scene(choices, Configuration.read(choices));
        if (warm.stop()) {
            scene.text()
                    .stopped(
                            dryRun ? scene.deployer().warming() : scene.deployer().stopWarming(),
                            dryRun);
            return ExitCode.DONE;
        }
        try (DeployMessages messages =
                DeployMessages.open(
                        shell, choices, Site.find(choices), silent, scene.text()::message)) {
            return deploy(scene, messages);
        }
    }

    private Scene scene(Choices choices, Configuration configuration) {
        Target target = configuration.target();
        DeploySettings settings = settings(configuration, target);
        if (!json) {
            configuration.project().found().forEach(shell.out()::println);
            target.found().forEach(shell::say);
        }
        MigrationTool tool = configuration.tool(target);
        MigrationDirectory directory = tool.read(configuration.source(null));
        DeployText text = new DeployText(shell, json);
        Deployer deployer =
                new Deployer(
                        new DeployPlace(
                                () -> Database.connect(target.address()),
                                tool,
                                settings,
                                Operator.of(shell.environment()),
                                text::event));
        return new Scene(choices, configuration, target, tool, directory, deployer, text);
    }

    private ExitCode deploy(Scene scene, DeployMessages messages) {
        DeployText text = scene.text();
        Map<String, Forecast> forecasts;
        try (Connection connection = Database.connect(scene.target().address())) {
            Pending pending = scene.deployer().look(connection, scene.directory());
            if (pending.nothing() && pending.history().present()) {
                text.nothing();
                return ExitCode.DONE;
            }
            text.intent(pending);
            messages.about(pending.migrations());
            forecasts = forecasts(scene, pending, connection);
            if (dryRun) {
                text.dryRun(pending, forecasts);
                care(scene).foresee();
                text.messages(messages.preview(pending.migrations()));
                return ExitCode.DONE;
            }
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
        if (warm.only()) {
            text.warmed(scene.deployer().warm(scene.directory(), forecasts));
            return ExitCode.DONE;
        }
        deploy(scene, forecasts, messages);
        return ExitCode.DONE;
    }

    private void deploy(Scene scene, Map<String, Forecast> forecasts, DeployMessages messages) {
        DeployCare care = care(scene);
        try {
            care.before();
            DeployReport report = scene.deployer().deploy(scene.directory(), forecasts);
            scene.text().report(report);
            care.after(report);
            messages.done(report);
        } catch (BackoutException e) {
            messages.failed(e);
            throw e;
        }
    }

    private Map<String, Forecast> forecasts(Scene scene, Pending pending, Connection connection)
            throws SQLException {
        return new Forecasts(
                        scene.configuration(),
                        scene.target(),
                        scene.tool(),
                        scene.directory(),
                        pending)
                .find(connection, !noProof && pending.failed().isEmpty(), scene.text()::note);
    }

    private DeployCare care(Scene scene) {
        return DeployCare.of(
                shell,
                scene.choices(),
                scene.configuration().settings().deploying(),
                scene.text(),
                backup,
                gates);
    }

    private DeploySettings settings(Configuration configuration, Target target) {
        Deploying file = configuration.settings().deploying();
        return new DeploySettings(
                locks.settings(target),
                file.failedRow() && !noFailedRow,
                file.requireProof(),
                keepFor == null ? file.keepFor() : keepFor,
                Site.rules(configuration),
                warm.settings(file.warmAbove()),
                Version.text());
    }
}
