package dev.backout.cli;

import dev.backout.demo.DemoResources;
import dev.backout.demo.ShopDatabase;
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
    private static final long LIMIT_MILLIS = 30_000;

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
        deploy();
        check();
        run(Path.of("").toAbsolutePath(), Subcommand.DEMO.text());
    }

    /// With everything pending, with a migration whose prey is kept, and with nothing, as a pod
    /// that starts once more; then the way back out of the vault.
    private static void deploy() {
        try (ShopDatabase database = ShopDatabase.start();
                ShopProject project = ShopProject.create(database.url())) {
            project.write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
            project.write(".git/HEAD", "");
            run(project.folder(), Subcommand.DEPLOY.text());
            project.release(DemoResources.text("bad-migration.sql"));
            run(project.folder(), Subcommand.DEPLOY.text());
            run(project.folder(), Subcommand.DEPLOY.text());
            run(project.folder(), Subcommand.PLAN.text());
            run(project.folder(), Subcommand.RUN.text(), "--yes", "--backup", "none:training");
            run(project.folder(), Subcommand.REDO.text(), "--yes", "--backup", "none:training");
        } catch (BackoutException e) {
            // No embedded server, or no folder for temporary files: a smaller cache.
        }
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
