package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.BackupWork;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.PlanOptions;
import dev.backout.plan.RedoPlanner;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.RunReport;
import dev.backout.run.Runner;
import dev.backout.window.Span;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout redo [RUN]`.
@Command(
        description =
                "Applies again what a run backed out: from what was kept, values and all, not by"
                        + " running the migration a second time. What the run put into the vault"
                        + " returns, merged with what was written since.",
        footer = {
            "",
            "Examples:",
            "  backout redo --dry-run      what the last run backed out, and what would return",
            "  backout redo 01JCX7 --yes   brings the migrations of that run back"
        })
final class RedoCommand implements Callable<ExitCode> {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "the run's id, or the beginning of it; the last one otherwise")
    private @Nullable String run;

    @Option(names = "--dry-run", description = "shows what would be done, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "writes the plan instead of carrying it out: for approvals, and backout run")
    private @Nullable Path out;

    @Option(
            names = "--fill",
            paramLabel = "COLUMN=SQL",
            description =
                    "the value for a column that comes back NOT NULL: schema.table.column=SQL")
    private List<String> fills = new ArrayList<>();

    @Option(
            names = "--backup",
            paramLabel = "WAY",
            converter = BackupChoiceConverter.class,
            description = "what it begins with, as in backout run")
    private BackupChoice backup = new BackupChoice.Decide();

    @Mixin private final MaxLockOption maxLock = new MaxLockOption();

    @Mixin private final MergeOptions merge = new MergeOptions();

    @Mixin private final WindowOptions window = new WindowOptions();

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final SilentOption silent = new SilentOption();

    @Mixin private final GitRefOption gitRef = new GitRefOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RedoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        if (!running.yes() && !dryRun && out == null) {
            new Confirmation(shell).insistOnTerminal("redo");
        }
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        Configuration configuration = site.project() == null ? null : Configuration.read(choices);
        Plan plan = plan(site, configuration);
        if (!running.json()) {
            PlanText.decided(plan).forEach(shell::say);
        }
        if (!plan.runnable()) {
            return ExitCode.NO;
        }
        if (out != null) {
            PlanFiles.write(plan, shell.directory().resolve(out));
            shell.say("next:      backout run " + out);
            return ExitCode.DONE;
        }
        if (!dryRun) {
            insistOnNobody(choices, site);
        }
        PlanFile file = PlanFiles.file(plan);
        RunText text = new RunText(shell, running.json(), site);
        try (RunMessages messages = RunMessages.open(shell, choices, site, silent, text::message)) {
            return call(choices, site, file, text, messages);
        }
    }

    private ExitCode call(
            Choices choices, Site site, PlanFile file, RunText text, RunMessages messages) {
        Plan plan = file.plan();
        Span span = window.span(choices, site);
        RunBackup backups = new RunBackup(choices, site);
        Runner runner =
                new Runner(
                        running.place(
                                site,
                                shell,
                                List.of(backups.work()),
                                messages.beside(text::event),
                                span));
        RunBackup.Decided decided = backups.decide(backup, plan);
        text.backup(decided);
        Runner.Beginning beginning =
                new Runner.Beginning(List.of(BackupWork.step(decided.plan())), null);
        messages.about(plan, runner.steps(file, beginning), null);
        if (dryRun) {
            text.steps(runner.steps(file, beginning), List.of(backups.work()));
            text.messages(messages.preview(MessagePreview.Work.RUN), true);
            return ExitCode.DONE;
        }
        if (!running.yes()) {
            String warning = site.target().production() ? "This is PRODUCTION. " : "";
            new Confirmation(shell).insistOnName(plan.database().name(), warning);
        }
        window.insist(span, text::waits);
        RunReport report = messages.telling(() -> runner.run(file, beginning));
        text.report(report);
        messages.done(report);
        return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    /// Nobody can approve a plan that is carried out in the moment in which it is made.
    private static void insistOnNobody(Choices choices, Site site) {
        if (Configuration.approvals(choices, site.target()).people() > 0) {
            throw BackoutException.of(
                    ErrorCode.APPROVAL_MISSING,
                    "redo needs approvals here, as every run does",
                    "nothing was executed; backout redo --out redo-plan.json writes the plan, then"
                            + " backout approve redo-plan.json, then backout run redo-plan.json");
        }
    }

    private Plan plan(Site site, @Nullable Configuration configuration) {
        RunRecords runs = new RunRecords(site.records());
        try (LazyScratch scratch = new LazyScratch(configuration);
                Progress progress = new Progress(shell, 3);
                Connection connection = site.connect()) {
            RunRecord record = record(runs, connection);
            Plan done = PlanFiles.parse(runs.plan(connection, record.id())).plan();
            return new RedoPlanner(site::connect, site.tool(), scratch::server, progress::done)
                    .plan(
                            gitRef.directory(site, configuration),
                            record.id(),
                            done,
                            new PlanOptions(
                                    Version.text(),
                                    true,
                                    FillOption.parse(fills),
                                    PlanOptions.PATIENCE,
                                    PlanOptions.LOCK_PATIENCE,
                                    site.target().recordSchema(),
                                    false,
                                    null,
                                    merge.merging(),
                                    Site.rules(configuration),
                                    maxLock.budget(site.target())));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
    }

    private RunRecord record(RunRecords runs, Connection connection) {
        List<RunRecord> all = runs.list(connection);
        if (run == null && all.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.RUN_UNKNOWN,
                    "nothing was backed out of this database, so there is nothing to apply again",
                    "backout runs lists all runs");
        }
        RunRecord record = run == null ? all.getFirst() : runs.find(connection, run);
        if (record.state() != RunState.DONE) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "run %s is %s".formatted(record.id(), record.state().word()),
                    "nothing was executed; backout runs " + record.id());
        }
        return record;
    }
}
