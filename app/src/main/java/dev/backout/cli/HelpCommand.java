package dev.backout.cli;

import dev.backout.error.ExitCode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/// `backout help [COMMAND]`.
@Command(description = "Shows what a command does and takes.")
final class HelpCommand implements Callable<ExitCode> {
    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "the command; without one, the overview")
    private @Nullable String command;

    private final Shell shell;

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Backout backout = new Backout(shell);
        return command == null ? backout.run("--help") : backout.run(command, "--help");
    }
}
