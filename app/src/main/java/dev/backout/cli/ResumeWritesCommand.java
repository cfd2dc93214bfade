package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.config.Choices;
import dev.backout.error.BackoutException;
import dev.backout.error.ExitCode;
import dev.backout.run.Runner;
import dev.backout.run.ShutDoors;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    ResumeWritesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        Runner runner =
                new Runner(
                        running.place(
                                site,
                                shell,
                                RunParts.of(shell, choices, site).works(null),
                                _ -> {}));
        List<ShutDoors> shut =
                runner.shut().stream()
                        .filter(one -> run == null || one.run().startsWith(run))
                        .toList();
        if (!dryRun && !shut.isEmpty() && !running.yes()) {
            Confirmation confirmation = new Confirmation(shell);
            confirmation.insistOnTerminal("resume-writes");
            shut.forEach(one -> shell.say("shut:      " + one.text()));
            confirmation.insistOnName(
                    site.target().address().database(),
                    site.target().production() ? "This is PRODUCTION. " : "");
        }
        ObjectNode node = new JsonMapper().createObjectNode();
        for (ShutDoors one : shut) {
            if (dryRun) {
                say("shut:      " + one.text());
                one.titles().forEach(node.withArray("/shut")::add);
                continue;
            }
            List<String> opened = runner.open(one.run(), anyway);
            opened.forEach(line -> say("opened:    " + line));
            opened.forEach(node.withArray("/opened")::add);
            tell(choices, site, one.run(), opened);
        }
        if (running.json()) {
            shell.out().println(node.put("dryRun", dryRun).toString());
        } else if (shut.isEmpty()) {
            shell.say("nothing is shut");
        } else {
            shell.say(
                    dryRun
                            ? "dry run:   nothing was changed"
                            : "next:      backout runs tells how far the run is");
        }
        return ExitCode.DONE;
    }

    /// A channel that cannot be found must not keep anybody from opening.
    private void tell(Choices choices, Site site, String id, List<String> opened) {
        RunText text = new RunText(shell, running.json(), site);
        try (RunMessages messages =
                RunMessages.open(shell, choices, site, running.silent(), text::message)) {
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
