package dev.backout.cli;

import dev.backout.error.ExitCode;
import dev.backout.run.RunReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `backout resume RUN`.
@Command(
        description =
                "Goes on with a run that stopped or whose process died, from any machine. Steps"
                        + " that are done are not done again.",
        footer = {
            "",
            "Examples:",
            "  backout resume 01JCX7 --dry-run    what is left to be done",
            "  backout resume 01JCX7 --yes"
        })
final class ResumeCommand implements Callable<ExitCode> {
    @Mixin private final OpenRun open = new OpenRun();

    @Mixin private final PassGate passing = new PassGate();

    private final Shell shell;

    ResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        try (OpenRun.Ready ready = open.ready(shell, "resume", passing.passed())) {
            passing.insist(ready.runner(), open.run());
            RunText text = ready.text();
            RunMessages messages = ready.messages();
            if (open.dryRun()) {
                text.view(ready.runner().look(open.run()), false);
                text.messages(messages.preview(MessagePreview.Work.RESUME), true);
                return ExitCode.DONE;
            }
            RunReport report = messages.telling(() -> ready.runner().resume(open.run()));
            text.report(report);
            messages.done(report);
            return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
        }
    }
}
