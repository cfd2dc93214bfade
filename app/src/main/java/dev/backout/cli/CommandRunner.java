package dev.backout.cli;

import dev.backout.error.ExitCode;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.util.Locale;
import java.util.concurrent.Callable;

/// Parses the arguments of one command and calls it.
final class CommandRunner {
    private static final String STACKTRACE = "--stacktrace";

    private final Shell shell;

    CommandRunner(Shell shell) {
        this.shell = shell;
    }

    /// Runs the command; a failure is printed and answered with its exit status.
    ExitCode run(Subcommand subcommand, String... args) {
        Callable<ExitCode> command = subcommand.create(shell);
        CommandLine line = line(subcommand, command);
        try {
            ParseResult parsed = line.parseArgs(args);
            if (parsed.isUsageHelpRequested()) {
                line.usage(shell.out(), Ansi.OFF);
                return ExitCode.DONE;
            }
            return call(command, parsed.hasMatchedOption(STACKTRACE));
        } catch (ParameterException wrong) {
            return usage(subcommand, wrong).print(shell.err(), false);
        }
    }

    // Errors too: an exit status of 1, the JVM's own, would mean "the answer is no".
    private ExitCode call(Callable<ExitCode> command, boolean stacktrace) {
        try {
            return command.call();
        } catch (Throwable thrown) {
            return FailureReport.of(thrown).print(shell.err(), stacktrace);
        }
    }

    private static CommandLine line(Subcommand subcommand, Callable<ExitCode> command) {
        CommandLine line = new CommandLine(command);
        line.setCommandName("backout " + subcommand.text());
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("shows this")
                                .build())
                .addOption(
                        OptionSpec.builder(STACKTRACE)
                                .description("shows where a failure came from")
                                .build());
        return line;
    }

    private static FailureReport usage(Subcommand subcommand, ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage());
        String lower = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        return FailureReport.usage(
                lower, "backout " + subcommand.text() + " --help shows what it takes", wrong);
    }
}
