package dev.backout.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.Counted;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.journalfile.JournalJson;
import dev.backout.message.Message;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.run.AbortReport;
import dev.backout.run.Blocker;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunEvent;
import dev.backout.run.RunReport;
import dev.backout.run.RunView;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// What `backout run` says. Events may come from several threads.
final class RunText {
    private static final int HASH = 12;
    private static final int WIDTH = 9;
    private static final int MOST_FOUND = 8;

    private final Shell shell;
    private final boolean json;
    private final Site site;

    /// @param json whether a machine reads: then every line of the output is one object, the result
    ///   the last
    RunText(Shell shell, boolean json, Site site) {
        this.shell = shell;
        this.json = json;
        this.site = site;
    }

    /// What is going to happen.
    void intent(PlanFile file, Path path) {
        Plan plan = file.plan();
        say(
                "plan",
                "%s, %s, made %s for database %s"
                        .formatted(
                                path,
                                file.hash().substring(0, HASH),
                                plan.made().truncatedTo(ChronoUnit.SECONDS),
                                plan.database().name()));
        site.target().found().forEach(this::line);
        String verb = plan.strategy() instanceof Strategy.Redo ? "applies" : "backs out";
        plan.migrations().forEach(migration -> say(verb, migration.name()));
        say("data", plan.data());
        plan.vault().returns().forEach(one -> say("returns", PlanText.loss(one)));
        plan.vault().keeps().forEach(one -> say("keeps", PlanText.loss(one) + ", in the vault"));
        plan.casualties()
                .forEach(casualty ->
                        say(casualty.since() ? "lost" : "loses", PlanText.loss(casualty)));
        plan.locks().forEach(lock -> say("locks", PlanText.lock(lock)));
    }

    /// Which backup it begins with, and why.
    void backup(RunBackup.Decided decided) {
        say("backup", decided.plan().sentence());
        decided.notes().forEach(note -> say("", note));
    }

    /// What resuming a run, or giving it up, would do.
    void view(RunView view, boolean back) {
        List<NumberedStep> steps = back ? view.done().reversed() : view.left();
        for (NumberedStep step : steps) {
            if (json) {
                machine(RunJson.event(back ? "would-undo" : "would-do", JournalJson.step(step)));
            } else {
                say(back ? "undoes" : "does", step.text());
            }
        }
        if (back) {
            view.doubts().forEach(doubt -> say("NOT SURE", doubt));
        }
        say(
                "dry run",
                "run %s is %s; nothing was changed"
                        .formatted(view.record().id(), view.record().state().word()));
    }

    /// The steps that there are, for `--dry-run`.
    ///
    /// @param outside tells what a step outside of the database would do
    void steps(List<NumberedStep> steps, List<OutsideWork> outside) {
        for (NumberedStep step : steps) {
            List<String> foreseen = foreseen(step, outside);
            if (json) {
                ObjectNode node = JournalJson.step(step);
                foreseen.forEach(node.putArray("foreseen")::add);
                machine(RunJson.event("step", node));
            } else {
                say("step " + step.number(), step.step().title());
                foreseen.forEach(line -> say("", line));
            }
        }
        say("dry run", "everything fits, and nothing was changed");
    }

    private static List<String> foreseen(NumberedStep step, List<OutsideWork> outside) {
        return step.step() instanceof Step.Outside one
                ? outside.stream()
                        .filter(work -> work.kind().equals(one.kind()))
                        .flatMap(work -> work.foresee(one).stream())
                        .toList()
                : List.of();
    }

    /// When it may begin, where that is limited.
    ///
    /// @param late what is to be feared, or empty
    void window(String when, String late) {
        if (!when.isEmpty()) {
            say("may begin", when);
        }
        if (!late.isEmpty()) {
            say("LATE", late);
        }
    }

    /// It waits for its time.
    void waits(String until) {
        if (json) {
            machine(
                    RunJson.event(
                            "waits", new ObjectMapper().createObjectNode().put("text", until)));
        } else {
            say("window", until);
        }
    }

    /// A message, where standard output is a channel for them.
    void message(Message message) {
        if (json) {
            machine(RunJson.event("message", RunJson.message(message)));
        } else {
            message.text().lines().forEach(line -> say("message", line));
        }
    }

    /// Messages and who gets them.
    ///
    /// @param dryRun whether nobody gets them just now
    void messages(List<MessagePreview.Shown> shown, boolean dryRun) {
        for (MessagePreview.Shown one : shown) {
            if (json) {
                ObjectNode node = RunJson.message(one.message());
                one.channels().forEach(node.putArray("channels")::add);
                machine(RunJson.event(dryRun ? "would-tell" : "tells", node));
            } else {
                one.lines().forEach(line -> say("message", line));
            }
        }
    }

    /// What happens meanwhile. Only a terminal is told of every statement.
    void event(RunEvent event) {
        if (json) {
            machine(RunJson.event(event));
            return;
        }
        switch (event) {
            case RunEvent.RunBegins(String run, boolean resumed) ->
                    say("run", run + (resumed ? ", resumed" : ""));
            case RunEvent.StepBegins(NumberedStep step) ->
                    say("step %d/%d".formatted(step.number(), step.of()), step.step().title());
            case RunEvent.Progress(String line) -> {
                if (shell.terminals().err()) {
                    note(line);
                }
            }
            case RunEvent.Began(int number, int of) -> {
                if (number > 1) {
                    note("try %d of %d".formatted(number, of));
                }
            }
            case RunEvent.Executing(int number, int of, String statement) -> {
                if (shell.terminals().err()) {
                    note("%d/%d %s".formatted(number, of, statement));
                }
            }
            case RunEvent.Blocked(List<Blocker> blockers) ->
                    note("waiting behind " + Blocker.text(blockers));
            case RunEvent.Terminated(Blocker blocker, boolean ended) ->
                    note(
                            ended
                                    ? "ended " + blocker.text()
                                    : "could not end %s: it is gone, or the role may not (it needs"
                                                    .formatted(blocker.text())
                                            + " pg_signal_backend)");
            case RunEvent.WillRetry(String doing, Duration pause) ->
                    note(
                            "%s had no lock in time; everything was undone, next try in %d ms"
                                    .formatted(doing, pause.toMillis()));
            case RunEvent.Diagnosed(NumberedStep _, List<String> lines) -> diagnosed(lines);
            case RunEvent.Opened(NumberedStep shut) -> say("reopened", shut.step().title());
            case RunEvent.StepDone _, RunEvent.Committed _ -> {}
        }
    }

    /// The failure itself comes behind it, with what to do next.
    private void diagnosed(List<String> lines) {
        for (String found : lines.subList(0, Math.min(MOST_FOUND, lines.size()))) {
            String[] parts = found.split(": ", 2);
            say(parts[0], parts[parts.length - 1]);
        }
        if (lines.size() > MOST_FOUND) {
            say("more", "%d lines, shown by backout runs RUN".formatted(lines.size() - MOST_FOUND));
        }
    }

    /// One line; events may come from several threads.
    private synchronized void machine(ObjectNode event) {
        shell.out().println(event);
    }

    /// What became of a run that was given up.
    void report(AbortReport report) {
        if (json) {
            machine(RunJson.result(report));
            return;
        }
        say("aborted", "run " + report.id());
        report.undone().forEach(title -> say("undone", title));
        report.kept().forEach(title -> say("stays", title));
        if (report.undone().isEmpty()) {
            say("undone", "nothing, since nothing was done");
        }
    }

    /// How it ended, and what is to be done next.
    void report(RunReport report) {
        if (json) {
            machine(RunJson.result(report, new RunNext(shell, site).steps(report)));
            return;
        }
        say(
                "done",
                String.format(
                        Locale.ROOT,
                        "run %s, %s%s; %s %s",
                        report.id(),
                        Counted.of(report.statements(), "statement"),
                        seconds(report.took()),
                        Counted.of(report.removedRows(), "row"),
                        history(report.plan())));
        if (report.deviations().isEmpty()) {
            say(
                    "verified",
                    plainInverse(report.plan())
                            ? "the schema is as the plan says, and the history no longer knows it"
                            : "the schema and the history are as the plan says");
        }
        report.vault().forEach(line -> say("vault", line));
        report.deviations().forEach(line -> say("WRONG", line));
        report.changedMeanwhile().forEach(line -> say("note", line + ", by somebody else"));
        shell.say("next:");
        List<String> next = new RunNext(shell, site).steps(report);
        for (int i = 0; i < next.size(); i++) {
            shell.out().println("  %d. %s".formatted(i + 1, next.get(i)));
        }
    }

    private static boolean plainInverse(Plan plan) {
        return plan.failure() == null && !(plan.strategy() instanceof Strategy.Redo);
    }

    private static String history(Plan plan) {
        if (plan.strategy() instanceof Strategy.Redo) {
            return "came back into the history";
        }
        return plan.failure() == null ? "left the history" : "of the history marked";
    }

    private static String seconds(@Nullable Duration took) {
        return took == null
                ? ""
                : String.format(Locale.ROOT, " in %.2f s", took.toMillis() / 1000.0);
    }

    static String quoted(String name) {
        return name.matches("[A-Za-z0-9_./-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    private void say(String word, String text) {
        String label = word.isEmpty() ? "" : word + ":";
        line(label + " ".repeat(Math.max(1, WIDTH + 2 - label.length())) + text);
    }

    private void line(String text) {
        if (!json) {
            shell.say(text);
        }
    }

    private synchronized void note(String text) {
        shell.err().println("  " + text);
    }
}
