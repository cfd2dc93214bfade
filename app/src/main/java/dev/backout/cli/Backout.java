package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;

import java.util.Arrays;

/// The entry point of the command line.
public final class Backout {
    private final Shell shell;

    /// @param shell where the commands run
    public Backout(Shell shell) {
        this.shell = shell;
    }

    /// Runs one command and ends the process with its exit status.
    public static void main(String... args) {
        System.exit(new Backout(Shell.ofProcess()).run(args).number());
    }

    /// Runs one command. Failures are printed, never thrown.
    public ExitCode run(String... args) {
        String first = args.length == 0 ? "--help" : args[0];
        return switch (first) {
            case "-h", "--help" -> overview();
            case "-V", "--version" -> version();
            default -> command(first, Arrays.copyOfRange(args, 1, args.length));
        };
    }

    private ExitCode overview() {
        Overview.print(shell.out());
        return ExitCode.DONE;
    }

    private ExitCode version() {
        shell.out().println("backout " + Version.text());
        return ExitCode.DONE;
    }

    private ExitCode command(String name, String... args) {
        Subcommand command = Subcommand.named(name);
        if (command == null) {
            BackoutException unknown =
                    BackoutException.of(
                            ErrorCode.USAGE,
                            "there is no command " + name,
                            "backout --help lists the commands");
            return FailureReport.of(unknown).print(shell.err(), false);
        }
        return new CommandRunner(shell).run(command, args);
    }
}
