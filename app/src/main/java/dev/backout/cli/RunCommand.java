package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.RunRecord;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
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

    @Mixin private final SilentOption silent = new SilentOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    /// What one call of the command works with.
    ///
    /// @param file the plan
    /// @param text tells whoever sits there
    /// @param parts what is done around the transaction
    /// @param messages tells others
    private record Scene(
            Choices choices,
            Site site,
            PlanFile file,
            RunText text,
            RunParts parts,
            RunMessages messages) {}

    @Override
    public ExitCode call() {
        if (!running.yes() && !dryRun && !announce) {
            new Confirmation(shell).insistOnTerminal("run");
        }
        PlanFile file = plan.read(shell);
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        RunText text = new RunText(shell, running.json(), site);
        RunParts parts = RunParts.of(shell, choices, site);
        try (RunMessages messages = RunMessages.open(shell, choices, site, silent, text::message)) {
            return call(new Scene(choices, site, file, text, parts, messages));
        }
    }

    private ExitCode call(Scene scene) {
        PlanFile file = scene.file();
        RunText text = scene.text();
        RunMessages messages = scene.messages();
        // In an emergency nobody waits for the window of backout.yaml.
        Span span = emergency == null ? window.span(scene.choices(), scene.site()) : Span.ALWAYS;
        Runner runner = runner(scene, span);
        text.intent(file, plan.path());
        RunRecord open = runner.check(file);
        Runner.Beginning beginning = open == null ? beginning(scene) : Runner.Beginning.PLAIN;
        if (open == null) {
            about(scene, runner, beginning);
        } else {
            messages.about(open.id());
        }
        text.window(WindowOptions.text(span), WindowOptions.late(span, file.plan()));
        if (announce) {
            return announce(file, span, text, messages);
        }
        PlanApprovals approvals =
                PlanApprovals.of(shell, scene.choices(), scene.site(), file, plan.path());
        if (dryRun) {
            foresee(scene, runner, open, beginning, approvals);
            return ExitCode.DONE;
        }
        RunReport report =
                open == null
                        ? begun(scene, runner, beginning, approvals, span)
                        : resumed(scene, runner);
        text.report(report);
        messages.done(report);
        return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    private Runner runner(Scene scene, Span span) {
        return new Runner(
                running.place(
                        scene.site(),
                        shell,
                        scene.parts().works(source),
                        scene.messages().beside(scene.text()::event),
                        span));
    }

    private void about(Scene scene, Runner runner, Runner.Beginning beginning) {
        scene.messages()
                .about(scene.file().plan(), runner.steps(scene.file(), beginning), incident);
    }

    private void foresee(
            Scene scene,
            Runner runner,
            @Nullable RunRecord open,
            Runner.Beginning beginning,
            PlanApprovals approvals) {
        if (!running.json()) {
            approvals.lines(approvals.verdict()).forEach(shell::say);
        }
        MessagePreview.Work work = MessagePreview.Work.RUN;
        if (open == null) {
            scene.text().steps(runner.steps(scene.file(), beginning), scene.parts().works(source));
        } else {
            work = MessagePreview.Work.RESUME;
            scene.text().view(runner.look(open.id()), false);
        }
        scene.text().messages(scene.messages().preview(work), true);
    }

    private RunReport resumed(Scene scene, Runner runner) {
        confirm(scene);
        return scene.messages().telling(() -> runner.run(scene.file(), Runner.Beginning.PLAIN));
    }

    private RunReport begun(
            Scene scene,
            Runner runner,
            Runner.Beginning beginning,
            PlanApprovals approvals,
            Span span) {
        String given = approvals.insist(emergency);
        confirm(scene);
        boolean waited = window.insist(span, scene.text()::waits);
        // Some of what people had said may have expired meanwhile, and what was noted of a cluster
        // may be another now.
        Runner.Beginning now = waited ? beginning(scene) : beginning;
        if (waited) {
            about(scene, runner, now);
        }
        String approved = outside(scene, waited ? approvals.insist(emergency) : given);
        if (approved.contains(PlanApprovals.EMERGENCY)) {
            scene.messages().emergency(approved);
        }
        return scene.messages().telling(() -> runner.run(scene.file(), now.approved(approved)));
    }

    private void confirm(Scene scene) {
        if (!running.yes()) {
            String warning = scene.site().target().production() ? "This is PRODUCTION. " : "";
            new Confirmation(shell).insistOnName(scene.file().plan().database().name(), warning);
        }
    }

    /// What the journal says, with that it begins outside of the window.
    private String outside(Scene scene, String approved) {
        Window usual = Configuration.window(scene.choices(), scene.site().target());
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

    private Runner.Beginning beginning(Scene scene) {
        Plan target = scene.file().plan();
        RunBackup.Decided decided = scene.parts().backups().decide(backup, target);
        scene.text().backup(decided);
        return new Runner.Beginning(scene.parts().around(target, decided), incident);
    }
}
