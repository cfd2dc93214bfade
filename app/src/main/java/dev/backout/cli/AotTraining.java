package dev.backout.cli;

import dev.backout.demo.ShopProject;
import dev.backout.error.BackoutException;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// Runs what people run most, once, so that the JVM can write its ahead-of-time cache.
///
/// The launcher starts it after a build. Answers and failures go nowhere: a machine where one of
/// these commands fails only gets a smaller cache.
final class AotTraining {
    /// A machine that is this slow gets the cache of what it came to.
    private static final long LIMIT_MILLIS = 15_000;

    private AotTraining() {}

    static void main(String... args) throws InterruptedException {
        Thread training = new Thread(AotTraining::train);
        training.setDaemon(true);
        training.start();
        training.join(LIMIT_MILLIS);
        System.exit(0);
    }

    /// The overview and the help first: they need no server. The demo is status, plan and run.
    private static void train() {
        run(Path.of("").toAbsolutePath(), "--version");
        run(Path.of("").toAbsolutePath(), "--help");
        for (Subcommand command : Subcommand.values()) {
            run(Path.of("").toAbsolutePath(), command.text(), "--help");
        }
        run(Path.of("").toAbsolutePath(), Subcommand.DEMO.text());
        check();
    }

    private static void check() {
        try (ShopProject project = ShopProject.create("postgresql://nobody@localhost/shop")) {
            run(project.folder(), Subcommand.CHECK.text());
            run(project.folder(), Subcommand.CHECK.text(), "--json");
        } catch (BackoutException e) {
            // No folder for temporary files: a smaller cache.
        }
    }

    private static void run(Path folder, String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Shell shell =
                new Shell(folder, Map.of(), System.in, nowhere, nowhere, Shell.Terminals.NONE);
        new Backout(shell).run(arguments);
    }
}
