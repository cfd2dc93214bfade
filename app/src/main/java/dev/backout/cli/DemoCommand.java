package dev.backout.cli;

import dev.backout.demo.Demo;
import dev.backout.demo.DemoEnd;
import dev.backout.demo.DemoJson;
import dev.backout.demo.ShopDatabase;
import dev.backout.demo.ShopProject;
import dev.backout.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/// `backout demo`.
@Command(
        description =
                "Tells the whole story on an embedded PostgreSQL: nothing is installed or kept.")
final class DemoCommand implements Callable<ExitCode> {
    @Option(names = "--json", description = "prints the counts at the end as one JSON object")
    private boolean json;

    private final Shell shell;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        try (ShopDatabase database = ShopDatabase.start();
                ShopProject project = ShopProject.create(database.url())) {
            Thread tidy = new Thread(project::close);
            Runtime.getRuntime().addShutdownHook(tidy);
            try {
                DemoEnd end = new Demo(told(), this::type, database, project).tell();
                if (json) {
                    shell.out().println(DemoJson.of(end).toPrettyString());
                }
                return end.restored() ? ExitCode.DONE : ExitCode.NO;
            } finally {
                Runtime.getRuntime().removeShutdownHook(tidy);
            }
        }
    }

    /// Where the story is told; a machine wants its end alone.
    private PrintStream told() {
        return json ? new PrintStream(OutputStream.nullOutputStream()) : shell.out();
    }

    /// Failures go where answers go, since both belong to the story.
    private ExitCode type(Path folder, String... arguments) {
        Shell inside =
                new Shell(
                        folder,
                        whoIsThere(),
                        InputStream.nullInputStream(),
                        told(),
                        told(),
                        Shell.Terminals.NONE);
        return new Backout(inside).run(arguments);
    }

    /// Without `DATABASE_URL` and the like, which go before the project's `.env`.
    private Map<String, String> whoIsThere() {
        Map<String, String> kept = new LinkedHashMap<>(shell.environment());
        kept.keySet().retainAll(Set.of("USER", "LOGNAME", "HOSTNAME"));
        return kept;
    }
}
