package dev.backout.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.demo.Demo;
import dev.backout.demo.DemoEnd;
import dev.backout.demo.DemoJson;
import dev.backout.demo.ShopDatabase;
import dev.backout.demo.ShopProject;
import dev.backout.demo.TypedLine;
import dev.backout.demo.incident.Incident;
import dev.backout.demo.incident.IncidentEnd;
import dev.backout.demo.incident.IncidentJson;
import dev.backout.demo.incident.IncidentSettings;
import dev.backout.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `backout demo`.
@Command(
        description =
                "Tells the whole story on an embedded PostgreSQL: nothing is installed or kept.")
final class DemoCommand implements Callable<ExitCode> {
    @Option(names = "--json", description = "prints the counts at the end as one JSON object")
    private boolean json;

    @Option(
            names = "--incident",
            description =
                    "tells a whole evening: an application with its load, a bad release, writes"
                            + " that pause, approvals, gates, messages")
    private boolean incident;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = "with --incident: so many orders are there beforehand; a few thousand")
    private long orders;

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
                return incident ? incident(database, project) : story(database, project);
            } finally {
                Runtime.getRuntime().removeShutdownHook(tidy);
            }
        }
    }

    private ExitCode story(ShopDatabase database, ShopProject project) {
        DemoEnd end = new Demo(told(), this::type, database, project).tell();
        return told(end.restored(), () -> DemoJson.of(end));
    }

    private ExitCode incident(ShopDatabase database, ShopProject project) {
        IncidentEnd end =
                new Incident(
                                told(),
                                this::type,
                                database,
                                project,
                                IncidentSettings.USUAL.withOrders(orders),
                                shell.environment().getOrDefault("PATH", "/usr/bin:/bin"))
                        .tell();
        return told(end.well(), () -> IncidentJson.of(end));
    }

    private ExitCode told(boolean well, Supplier<ObjectNode> end) {
        if (json) {
            shell.out().println(end.get().toPrettyString());
        }
        return well ? ExitCode.DONE : ExitCode.NO;
    }

    /// Where the story is told; a machine wants its end alone.
    private PrintStream told() {
        return json ? new PrintStream(OutputStream.nullOutputStream()) : shell.out();
    }

    private ExitCode type(TypedLine line) {
        Map<String, String> environment = whoIsThere();
        environment.putAll(line.environment());
        return run(line, environment, told());
    }

    /// Failures go where answers go, since both belong to the story. Where something is answered
    /// there is a terminal, which shows what is typed.
    static ExitCode run(TypedLine line, Map<String, String> environment, PrintStream screen) {
        Shell inside =
                new Shell(
                        line.folder(),
                        environment,
                        new Typing(line.answer(), screen),
                        screen,
                        screen,
                        new Shell.Terminals(!line.answer().isEmpty(), false, false));
        return new Backout(inside).run(line.arguments().toArray(String[]::new));
    }

    /// Without `DATABASE_URL` and the like, which go before the project's `.env`.
    private Map<String, String> whoIsThere() {
        Map<String, String> kept = new LinkedHashMap<>(shell.environment());
        kept.keySet().retainAll(Set.of("USER", "LOGNAME", "HOSTNAME"));
        return kept;
    }
}
