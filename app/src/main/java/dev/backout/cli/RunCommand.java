package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.config.Choices;
import dev.backout.error.ExitCode;
import dev.backout.journal.RunRecord;
import dev.backout.plan.PlanFile;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunReport;
import dev.backout.run.Runner;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/// `backout run PLAN`.
@Command(
        description =
                "Carries a plan out, step by step. Every step is done whole or not at all, and"
                        + " journalled in the database; a run that stopped goes on from there.")
final class RunCommand implements Callable<ExitCode> {
    @Mixin private final PlanArgument plan = new PlanArgument();

    @Option(
            names = "--dry-run",
            description = "checks everything and shows the steps, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--backup",
            paramLabel = "WAY",
            converter = BackupChoiceConverter.class,
            description =
                    "what it begins with: pg_dump, tables, snapshot:COMMAND, reference:NAME or"
                            + " none:REASON; decided by itself otherwise")
    private BackupChoice backup = new BackupChoice.Decide();

    @Option(
            names = "--from-backup",
            paramLabel = "BACKUP",
            description =
                    "where the backup of the plan lies, when it is not where the plan says, or its"
                            + " URL with the password")
    private @Nullable String source;

    @Option(
            names = "--incident",
            paramLabel = "REF",
            description = "the incident or ticket that it belongs to")
    private @Nullable String incident;

    @Option(
            names = "--emergency",
            paramLabel = "REASON",
            description = "goes on without the approvals that are missing; the journal says so")
    private @Nullable String emergency;

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Confirmation confirmation = new Confirmation(shell);
        if (!running.yes() && !dryRun) {
            confirmation.insistOnTerminal("run");
        }
        PlanFile file = plan.read(shell);
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        RunText text = new RunText(shell, running.json(), site);
        RunParts parts = RunParts.of(shell, choices, site);
        List<OutsideWork> outside = parts.works(source);
        try (RunMessages messages =
                RunMessages.open(shell, choices, site, running.silent(), text::message)) {
            return call(choices, site, file, confirmation, text, parts, outside, messages);
        }
    }

    private ExitCode call(
            Choices choices,
            Site site,
            PlanFile file,
            Confirmation confirmation,
            RunText text,
            RunParts parts,
            List<OutsideWork> outside,
            RunMessages messages) {
        Runner runner =
                new Runner(running.place(site, shell, outside, messages.beside(text::event)));
        text.intent(file, plan.path());
        RunRecord open = runner.check(file);
        Runner.Beginning beginning =
                open == null ? beginning(parts, file, text) : Runner.Beginning.PLAIN;
        if (open == null) {
            messages.about(file.plan(), runner.steps(file, beginning), incident);
        } else {
            messages.about(open.id());
        }
        PlanApprovals approvals = PlanApprovals.of(shell, choices, site, file, plan.path());
        if (dryRun) {
            if (!running.json()) {
                approvals.lines(approvals.verdict()).forEach(shell::say);
            }
            if (open == null) {
                text.steps(runner.steps(file, beginning), outside);
            } else {
                text.view(runner.look(open.id()), false);
            }
            text.messages(messages.preview());
            return ExitCode.DONE;
        }
        String approved = open == null ? approvals.insist(emergency) : "";
        if (!running.yes()) {
            String warning = site.target().production() ? "This is PRODUCTION. " : "";
            confirmation.insistOnName(file.plan().database().name(), warning);
        }
        if (emergency != null && approved.contains(PlanApprovals.EMERGENCY)) {
            messages.emergency(approved);
        }
        RunReport report = messages.telling(() -> runner.run(file, beginning.approved(approved)));
        text.report(report);
        messages.done(report);
        return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    private Runner.Beginning beginning(RunParts parts, PlanFile file, RunText text) {
        RunBackup.Decided decided = parts.backups().decide(backup, file.plan());
        text.backup(decided);
        return new Runner.Beginning(parts.around(file.plan(), decided), incident);
    }
}
