package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.run.RunRecord;
import dev.backout.run.RunRecords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `backout runs`.
@Command(description = "Lists what Backout carried out on a database, the newest first.")
final class RunsCommand implements Callable<ExitCode> {
    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RunsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Site site = Site.find(options.choices(shell));
        try (Connection connection = site.connect()) {
            List<RunRecord> runs = new RunRecords(site.records()).list(connection);
            if (json) {
                shell.out().println(object(runs).toPrettyString());
            } else if (runs.isEmpty()) {
                shell.out().println("no runs in " + site.target().address().place());
            } else {
                runs.forEach(run -> shell.out().println(text(run)));
            }
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private static String text(RunRecord run) {
        return String.format(
                Locale.ROOT,
                "%s  %s  %s in %.2f s  %s  %s",
                run.id(),
                run.began().truncatedTo(ChronoUnit.SECONDS),
                run.state(),
                run.took().toMillis() / 1000.0,
                String.join(", ", run.migrations()),
                who(run));
    }

    private static String who(RunRecord run) {
        String ci = run.ci() == null ? "" : ", " + run.ci();
        return "by %s (%s%s)".formatted(run.databaseUser(), run.operator(), ci);
    }

    private static ObjectNode object(List<RunRecord> runs) {
        ObjectNode node = new JsonMapper().createObjectNode();
        ArrayNode array = node.putArray("runs");
        for (RunRecord run : runs) {
            ObjectNode one = array.addObject();
            one.put("run", run.id()).put("state", run.state());
            one.put("began", run.began().toString());
            one.put("tookMillis", run.took().toMillis());
            run.migrations().forEach(one.withArray("migrations")::add);
            one.put("databaseUser", run.databaseUser());
            one.put("operator", run.operator());
            one.put("ci", run.ci());
            one.put("planHash", run.planHash());
        }
        return node;
    }
}
