package dev.backout.cli;

import dev.backout.error.ExitCode;
import dev.backout.run.RunView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `backout abort RUN`.
@Command(
        description =
                "Gives a run up that stopped: undoes the steps that were done, the last one first,"
                        + " where that gives back what there was, and says where it does not.")
final class AbortCommand implements Callable<ExitCode> {
    @Mixin private final OpenRun open = new OpenRun();

    private final Shell shell;

    AbortCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        OpenRun.Ready ready = open.ready(shell, "abort");
        if (open.dryRun()) {
            RunView view = ready.runner().look(open.run());
            ready.text().view(view, true);
            return view.doubts().isEmpty() ? ExitCode.DONE : ExitCode.NO;
        }
        ready.text().report(ready.runner().abort(open.run()));
        return ExitCode.DONE;
    }
}
