package dev.backout.cli;

import java.io.PrintStream;

/// What `backout --help` prints. Written without picocli, so that it does not load any command.
final class Overview {
    private Overview() {}

    static void print(PrintStream out) {
        StringBuilder text = new StringBuilder();
        text.append("Backs out database migrations, proved first.\n\n");
        text.append("Usage: backout COMMAND [OPTIONS]\n\nCommands:\n");
        for (Subcommand command : Subcommand.values()) {
            text.append(String.format("  %-15s%s%n", command.text(), command.purpose()));
        }
        text.append(
                """

                Options:
                  -h, --help      this overview; after a command, what it takes
                  -V, --version   the version
                  --stacktrace    after a command: where a failure came from

                Exit status: 0 done or proved, 1 the answer is no, 2 wrong usage or configuration,
                3 a step failed and nothing was lost, 4 internal error, 5 waiting for a person.
                """);
        out.print(text);
    }
}
