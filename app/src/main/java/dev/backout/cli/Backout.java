package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.error.FileTrouble;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The entry point of the command line.
public final class Backout {
    private final Shell shell;

    /// @param shell where the commands run
    public Backout(Shell shell) {
        this.shell = shell;
    }

    /// Runs one command and ends the process with its exit status.
    public static void main(String... args) {
        Output out = new Output(new FileOutputStream(FileDescriptor.out));
        Shell shell = Shell.ofProcess(out);
        ExitCode exit = new Backout(shell).run(args);
        end(told(out, shell, exit).number());
    }

    /// Everything is printed, and every command has closed what it opened: no shutdown hook is
    /// left. `System.exit` would first look for a logger in every jar of this program, to tell that
    /// it exits, which takes longer than the rest of the overview. While a signal ends the process,
    /// its hooks have the last word.
    private static void end(int status) {
        Runtime runtime = Runtime.getRuntime();
        Thread nothing = new Thread();
        try {
            runtime.addShutdownHook(nothing);
        } catch (IllegalStateException e) {
            System.exit(status);
        }
        runtime.halt(status);
    }

    /// An answer that nobody can read must not pass for done.
    static ExitCode told(Output out, Shell shell, ExitCode exit) {
        shell.out().flush();
        IOException trouble = out.trouble();
        if (trouble == null) {
            return exit;
        }
        BackoutException lost =
                new BackoutException(
                        ErrorCode.OUTPUT_LOST,
                        "the answer could not be printed to its end: " + FileTrouble.text(trouble),
                        List.of("what was done stays done; backout status tells where things are"),
                        trouble);
        return FailureReport.of(lost).print(shell.err(), false);
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
