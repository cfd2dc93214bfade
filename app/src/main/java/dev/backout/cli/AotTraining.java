package dev.backout.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// Runs what people run most, once, so that the JVM can write its ahead-of-time cache.
///
/// The launcher starts it after a build. Answers and failures go nowhere: a machine where one of
/// these commands fails only gets a smaller cache.
final class AotTraining {
    private AotTraining() {}

    static void main(String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Shell shell =
                new Shell(
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        System.in,
                        nowhere,
                        nowhere,
                        Shell.Terminals.NONE);
        Backout backout = new Backout(shell);
        backout.run("--version");
        backout.run("--help");
        for (Subcommand command : Subcommand.values()) {
            backout.run(command.text(), "--help");
        }
        System.exit(0);
    }
}
