package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.config.Choices;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.RunRecords;
import dev.backout.run.Runner;
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

/// `backout resume-writes [RUN]`.
@Command(
        description =
                "Opens again what a run shut for writes and left so, whatever becomes of that run."
                        + " From any machine; opening what is open changes nothing.",
        footer = {
            "",
            "Examples:",
            "  backout resume-writes --dry-run   what is shut, and since which run",
            "  backout resume-writes --yes       opens all of it",
            "  backout resume-writes 01JCX7 --anyway   though that run's process is alive"
        })
final class ResumeWritesCommand implements Callable<ExitCode> {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "the run's id, or the beginning of it; every run that is open otherwise")
    private @Nullable String run;

    @Option(names = "--dry-run", description = "shows what is shut, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--anyway",
            description = "opens although a process is at work on the run: it may hang")
    private boolean anyway;

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final SilentOption silent = new SilentOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    ResumeWritesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        List<ShutDoors> shut = shut(site);
        if (!dryRun && !shut.isEmpty() && !running.yes()) {
            Confirmation confirmation = new Confirmation(shell);
            confirmation.insistOnTerminal("resume-writes");
            shut.forEach(one -> shell.say("shut:      " + one.text()));
            confirmation.insistOnName(
                    site.target().address().database(),
                    site.target().production() ? "This is PRODUCTION. " : "");
        }
        ObjectNode node = new JsonMapper().createObjectNode();
        ArrayNode lines = node.putArray(dryRun ? "shut" : "opened");
        for (ShutDoors one : shut) {
            if (dryRun) {
                say("shut:      " + one.text());
                one.titles().forEach(lines::add);
            } else {
                List<String> opened = open(choices, site, one.run());
                opened.forEach(line -> say("opened:    " + line));
                opened.forEach(lines::add);
            }
        }
        if (running.json()) {
            shell.out().println(node.put("dryRun", dryRun).toString());
        } else if (shut.isEmpty()) {
            shell.say(run == null ? "nothing is shut" : "run %s has nothing shut".formatted(run));
        } else {
            shell.say(
                    dryRun
                            ? "dry run:   nothing was changed"
                            : "next:      backout runs tells how far the run is");
        }
        return ExitCode.DONE;
    }

    /// @throws BackoutException `run-unknown`: a name that is mistyped must not pass for open doors
    private List<ShutDoors> shut(Site site) {
        try (Connection connection = site.connect()) {
            List<ShutDoors> all = ShutDoors.of(connection, site.records());
            if (run == null) {
                return all;
            }
            String id = new RunRecords(site.records()).find(connection, run).id();
            return all.stream().filter(one -> one.run().equals(id)).toList();
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private List<String> open(Choices choices, Site site, String id) {
        Runner runner =
                new Runner(
                        running.place(
                                site,
                                shell,
                                RunParts.of(shell, choices, site).works(null),
                                _ -> {}));
        List<String> opened = runner.open(id, anyway);
        tell(choices, site, id, opened);
        return opened;
    }

    /// A channel that cannot be found must not keep anybody from opening.
    private void tell(Choices choices, Site site, String id, List<String> opened) {
        RunText text = new RunText(shell, running.json(), site);
        try (RunMessages messages = RunMessages.open(shell, choices, site, silent, text::message)) {
            messages.about(id);
            messages.opened(opened);
        } catch (BackoutException e) {
            shell.err().println("note: nobody was told: " + e.getMessage());
        }
    }

    private void say(String line) {
        if (!running.json()) {
            shell.say(line);
        }
    }
}
