package dev.backout.cli;

import dev.backout.error.ExitCode;
import dev.backout.run.AbortReport;
import dev.backout.run.RunView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `backout abort RUN`.
@Command(
        description =
                "Gives a run up that stopped: undoes the steps that were done, the last one first,"
                        + " where that gives back what there was, and says where it does not.",
        footer = {
            "",
            "Examples:",
            "  backout abort 01JCX7 --dry-run     what would be undone, and whether that is sure",
            "  backout abort 01JCX7 --yes"
        })
final class AbortCommand implements Callable<ExitCode> {
    @Mixin private final OpenRun open = new OpenRun();

    private final Shell shell;

    AbortCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        try (OpenRun.Ready ready = open.ready(shell, "abort")) {
            RunText text = ready.text();
            RunMessages messages = ready.messages();
            if (open.dryRun()) {
                RunView view = ready.runner().look(open.run());
                text.view(view, true);
                text.messages(messages.preview(MessagePreview.Work.ABORT), true);
                return view.doubts().isEmpty() ? ExitCode.DONE : ExitCode.NO;
            }
            messages.aborting();
            AbortReport report = messages.telling(() -> ready.runner().abort(open.run()));
            text.report(report);
            messages.done(report);
            return ExitCode.DONE;
        }
    }
}
