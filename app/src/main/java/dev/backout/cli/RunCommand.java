package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.RunRecord;
import dev.backout.plan.PlanFile;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunReport;
import dev.backout.run.Runner;
import dev.backout.window.Span;
import dev.backout.window.Window;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout run PLAN`.
@Command(
        description =
                "Carries a plan out, step by step. Every step is done whole or not at all, and"
                        + " journalled in the database; a run that stopped goes on from there.",
        footer = {
            "",
            "Examples:",
            "  backout run --dry-run                     the steps, and who would be told what",
            "  backout run --incident INC-4711           carries backout-plan.json out",
            "  backout run --announce --not-before 22:00 tells users when it is going to begin",
            "  backout run --yes --not-before 22:00 --until 23:00 --wait"
        })
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

    @Option(
            names = "--announce",
            description =
                    "tells by the channels of messages when it is going to begin and what that"
                            + " means, and does nothing else")
    private boolean announce;

    @Mixin private final WindowOptions window = new WindowOptions();

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Confirmation confirmation = new Confirmation(shell);
        if (!running.yes() && !dryRun && !announce) {
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
        // In an emergency nobody waits for the window of backout.yaml.
        Span span = emergency == null ? window.span(choices, site) : Span.ALWAYS;
        Runner runner =
                new Runner(running.place(site, shell, outside, messages.beside(text::event), span));
        text.intent(file, plan.path());
        RunRecord open = runner.check(file);
        Runner.Beginning beginning =
                open == null ? beginning(parts, file, text) : Runner.Beginning.PLAIN;
        if (open == null) {
            messages.about(file.plan(), runner.steps(file, beginning), incident, parts.watching());
        } else {
            messages.about(open.id());
        }
        text.window(WindowOptions.text(span), WindowOptions.late(span, file.plan()));
        if (announce) {
            return announce(file, span, text, messages);
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
            text.messages(messages.preview(), true);
            return ExitCode.DONE;
        }
        String given = open == null ? approvals.insist(emergency) : "";
        if (!running.yes()) {
            String warning = site.target().production() ? "This is PRODUCTION. " : "";
            confirmation.insistOnName(file.plan().database().name(), warning);
        }
        boolean waited = open == null && window.insist(span, text::waits);
        // Some of what people had said may have expired meanwhile, and what was noted of a cluster
        // may be another now.
        Runner.Beginning now = waited ? beginning(parts, file, text) : beginning;
        if (waited) {
            messages.about(file.plan(), runner.steps(file, now), incident, parts.watching());
        }
        String approved = outside(choices, site, waited ? approvals.insist(emergency) : given);
        if (approved.contains(PlanApprovals.EMERGENCY)) {
            messages.emergency(approved);
        }
        RunReport report = messages.telling(() -> runner.run(file, now.approved(approved)));
        text.report(report);
        messages.done(report);
        return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    /// What the journal says, with that it begins outside of the window.
    private String outside(Choices choices, Site site, String approved) {
        Window usual = Configuration.window(choices, site.target());
        Instant now = Instant.now();
        if (emergency == null || usual == null || !usual.at(now).ahead(now)) {
            return approved;
        }
        String late = "outside of the maintenance window";
        return approved.contains(PlanApprovals.EMERGENCY)
                ? "%s; %s".formatted(approved, late)
                : "%s%s, %s: %s"
                        .formatted(
                                approved.isEmpty() ? "" : approved + "; ",
                                PlanApprovals.EMERGENCY,
                                late,
                                emergency);
    }

    private ExitCode announce(PlanFile file, Span span, RunText text, RunMessages messages) {
        List<MessagePreview.Shown> shown =
                messages.announcement(file.plan(), WindowOptions.text(span));
        if (shown.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is nobody to announce it to: messages of this environment names no"
                            + " channel for that",
                    "nothing was executed");
        }
        text.messages(shown, dryRun);
        if (!dryRun) {
            messages.announce(file.plan(), WindowOptions.text(span));
        }
        return ExitCode.DONE;
    }

    private Runner.Beginning beginning(RunParts parts, PlanFile file, RunText text) {
        RunBackup.Decided decided = parts.backups().decide(backup, file.plan());
        text.backup(decided);
        return new Runner.Beginning(parts.around(file.plan(), decided), incident);
    }
}
