package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journalfile.JournalJson;
import dev.backout.run.ShutDoors;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout runs [RUN]`.
@Command(
        description =
                "Lists what Backout carried out on a database, the newest first; or one run, step"
                        + " by step.")
final class RunsCommand implements Callable<ExitCode> {
    private static final long GLANCE = 500;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "the run's id, or the beginning of it")
    private @Nullable String run;

    @Option(
            names = "--follow",
            description = "watches the run until it ends; Ctrl-C only ends the watching")
    private boolean follow;

    @Option(
            names = "--json",
            description = "prints JSON: one object, or one line of the journal each")
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
            RunRecords runs = new RunRecords(site.records());
            if (run != null) {
                return one(connection, runs, site, run);
            }
            if (follow) {
                throw BackoutException.of(ErrorCode.USAGE, "--follow watches one run: name it");
            }
            list(runs.list(connection), connection, site);
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private void list(List<RunRecord> runs, Connection connection, Site site) {
        if (json) {
            ObjectNode node = new JsonMapper().createObjectNode();
            ArrayNode array = node.putArray("runs");
            runs.forEach(one -> array.add(JournalJson.run(one)));
            shell.out().println(node.toPrettyString());
        } else if (runs.isEmpty()) {
            shell.out().println("no runs in " + site.target().address().place());
        } else {
            shut(connection, site, "");
            runs.forEach(one -> shell.out().println(RunsText.line(one)));
            runs.stream()
                    .filter(one -> one.state().open())
                    .findFirst()
                    .ifPresent(one -> shell.out().println(RunsText.next(one)));
        }
    }

    private void shut(Connection connection, Site site, String run) {
        ShutDoors.of(connection, site.records()).stream()
                .filter(one -> one.run().startsWith(run))
                .forEach(one -> shell.out().println("SHUT: " + one.shout()));
    }

    private ExitCode one(Connection connection, RunRecords runs, Site site, String id) {
        Journal journal = new Journal(site.records());
        RunRecord record = runs.find(connection, id);
        if (!journalled(connection, runs)) {
            shell.out().println(RunsText.line(record));
            return ExitCode.DONE;
        }
        List<NumberedStep> steps = runs.steps(connection, record.id());
        if (!json) {
            shell.out().println(RunsText.line(record));
        }
        long told = 0;
        while (true) {
            long before = told;
            List<JournalLine> lines =
                    journal.lines(connection, record.id()).stream()
                            .filter(line -> line.line() > before)
                            .toList();
            (json
                            ? lines.stream().map(line -> JournalJson.line(line).toString())
                            : RunsText.lines(lines, steps.size()).stream())
                    .forEach(shell.out()::println);
            told = lines.isEmpty() ? told : lines.getLast().line();
            record = runs.find(connection, record.id());
            if (!follow || !record.state().open()) {
                break;
            }
            pause();
        }
        if (!json && record.state().open()) {
            shut(connection, site, record.id());
            shell.out().println(RunsText.next(record));
        }
        return ExitCode.DONE;
    }

    /// An older Backout wrote no journal.
    private static boolean journalled(Connection connection, RunRecords runs) {
        return runs.records().journalled(connection);
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "the watching was interrupted", List.of(), e);
        }
    }
}
