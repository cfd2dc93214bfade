package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.deploy.Applied;
import dev.backout.deploy.DeployEvent;
import dev.backout.deploy.DeployReport;
import dev.backout.deploy.Forecast;
import dev.backout.deploy.Pending;
import dev.backout.error.Counted;
import dev.backout.message.Message;
import dev.backout.migration.Migration;
import dev.backout.run.Blocker;
import dev.backout.run.RunEvent;
import dev.backout.vault.Capture;
import dev.backout.vault.WarmEvent;
import dev.backout.vault.Warming;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What `backout deploy` says. Events may come from several threads.
final class DeployText {
    private static final int WIDTH = 9;

    private final Shell shell;
    private final boolean json;
    private final WarmText warm;

    /// @param json whether a machine reads: then every line of the output is one object, the result
    ///   the last
    DeployText(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
        this.warm = new WarmText(this, shell.terminals().err());
    }

    /// What was found, and what is to be done.
    void intent(Pending pending) {
        int applied = pending.history().applied().size();
        say(
                "history",
                "%s, %d applied, %d pending"
                        .formatted(
                                pending.history().present()
                                        ? pending.history().table()
                                        : "none yet",
                                applied,
                                pending.migrations().size()));
    }

    /// There is nothing to do.
    void nothing() {
        if (json) {
            machine("result", node().put("applied", 0));
        } else {
            say("done", "no pending migrations");
        }
    }

    /// What takes time.
    void note(String text) {
        if (json) {
            machine("note", node().put("text", text));
        } else {
            shell.err().println("  " + text);
        }
    }

    /// What would be done.
    void dryRun(Pending pending, Map<String, Forecast> forecasts) {
        for (Migration migration : pending.migrations()) {
            Forecast forecast =
                    forecasts.getOrDefault(migration.name(), Forecast.unknown("nobody looked"));
            if (json) {
                ObjectNode node = node().put("migration", migration.name());
                node.put("data", forecast.data());
                add(node.putArray("destroys"), forecast.losses());
                way(node, forecast.way());
                machine("would-apply", node);
            } else {
                say("pending", migration.name());
                forecast.losses().forEach(loss -> say("", "keeps " + loss));
                if (forecast.data().equals("unknown")) {
                    say("", "keeps what it destroys; what that is only shows when it runs");
                }
                unproved(migration.name(), forecast.way());
            }
        }
        if (!json) {
            say("dry run", "nothing was changed");
        }
    }

    /// A message, where standard output is a channel for them.
    void message(Message message) {
        if (json) {
            machine("message", RunJson.message(message));
        } else {
            message.text().lines().forEach(line -> say("message", line));
        }
    }

    /// The messages that there would be, for `--dry-run`.
    void messages(List<MessagePreview.Shown> shown) {
        for (MessagePreview.Shown one : shown) {
            if (json) {
                ObjectNode node = RunJson.message(one.message());
                one.channels().forEach(node.putArray("channels")::add);
                machine("would-tell", node);
            } else {
                one.lines().forEach(line -> say("message", line));
            }
        }
    }

    /// What happens meanwhile. Only a terminal is told of every statement.
    void event(DeployEvent event) {
        if (json) {
            machine(event);
            return;
        }
        switch (event) {
            case DeployEvent.Recovered(String migration) ->
                    say(
                            "recovered",
                            "an earlier deployment died in the middle of %s; nothing of it had"
                                            .formatted(migration)
                                    + " happened, and it is applied now");
            case DeployEvent.Begins _ -> {}
            case DeployEvent.Executing(int number, int of, String statement) -> {
                if (shell.terminals().err()) {
                    note("%d/%d %s".formatted(number, of, statement));
                }
            }
            case DeployEvent.Meanwhile(RunEvent meanwhile) -> meanwhile(meanwhile);
            case DeployEvent.Again(List<String> tables) ->
                    note(
                            "it writes rows of %s; everything was undone, and is tried again with"
                                            .formatted(String.join(", ", tables))
                                    + " these watched");
            case DeployEvent.Warm(WarmEvent warm) -> this.warm.event(warm);
            case DeployEvent.Note(String text) -> say("note", text);
            case DeployEvent.Done(Applied applied) -> applied(applied);
        }
    }

    /// What `--warm-only` made.
    void warmed(List<Warming> ready) {
        warm.warmed(ready);
    }

    /// What `--stop-warming` gave up, or would.
    void stopped(List<Warming> gone, boolean dryRun) {
        warm.stopped(gone, dryRun);
    }

    private void meanwhile(RunEvent event) {
        switch (event) {
            case RunEvent.Blocked(List<Blocker> blockers) ->
                    note("waiting behind " + Blocker.text(blockers));
            case RunEvent.Terminated(Blocker blocker, boolean ended) ->
                    note((ended ? "ended " : "could not end ") + blocker.text());
            case RunEvent.WillRetry(String doing, java.time.Duration pause) ->
                    note(
                            "%s had no lock in time; everything was undone, next try in %d ms"
                                    .formatted(doing, pause.toMillis()));
            case RunEvent.RunBegins _,
                    RunEvent.StepBegins _,
                    RunEvent.Progress _,
                    RunEvent.Began _,
                    RunEvent.Executing _,
                    RunEvent.Diagnosed _,
                    RunEvent.StepDone _,
                    RunEvent.Opened _,
                    RunEvent.Committed _ -> {}
        }
    }

    private void applied(Applied applied) {
        String tries = applied.tries() == 1 ? "" : ", %d tries".formatted(applied.tries());
        say(
                "applied",
                "%s (%d ms%s)%s"
                        .formatted(
                                applied.migration(),
                                applied.took().toMillis(),
                                tries,
                                applied.kept().isEmpty() ? "" : "; kept " + kept(applied)));
        applied.given()
                .forEach(capture ->
                        say(
                                "NOT KEPT",
                                capture.kept().text()
                                        + ": backout.yaml says so, and no way back returns them"));
        if (applied.alone()) {
            say("", "it ran outside of a transaction, as it has to; it destroys nothing");
        }
        unproved(applied.migration(), applied.way());
    }

    private static String kept(Applied applied) {
        return applied.kept().stream()
                .map(capture -> capture.kept().text())
                .collect(Collectors.joining(", "));
    }

    /// Loud: whoever backs it out later has to know.
    private void unproved(String migration, Forecast.Way way) {
        if (way instanceof Forecast.Way.NotProved(List<String> reasons)) {
            say("NOT SURE", "the way back of %s is not proved".formatted(migration));
            reasons.forEach(reason -> say("", reason));
        }
    }

    boolean json() {
        return json;
    }

    /// How it ended, and the way back.
    void report(DeployReport report) {
        if (json) {
            ObjectNode result = node();
            result.put("applied", report.applied().size());
            result.put("tookMillis", report.took().toMillis());
            machine("result", result);
            return;
        }
        int number = report.applied().size();
        if (number == 0) {
            say("done", "no pending migrations; somebody else was faster");
            return;
        }
        say(
                "done",
                String.format(
                        Locale.ROOT,
                        "%s in %.2f s",
                        Counted.of(number, "migration"),
                        report.took().toMillis() / 1000.0));
        say(
                "way back",
                number == 1
                        ? "backout plan " + RunText.quoted(report.applied().getFirst().migration())
                        : "backout plan --last %d, or backout plan --last 1".formatted(number));
    }

    private void machine(DeployEvent event) {
        switch (event) {
            case DeployEvent.Recovered(String migration) ->
                    machine("recovered", node().put("migration", migration));
            case DeployEvent.Begins(String migration, int number, int of) ->
                    machine(
                            "begins",
                            node().put("migration", migration).put("number", number).put("of", of));
            case DeployEvent.Executing(int number, int of, String statement) ->
                    machine(
                            "statement",
                            node().put("number", number).put("of", of).put("statement", statement));
            case DeployEvent.Meanwhile(RunEvent.Blocked(List<Blocker> blockers)) ->
                    machine("blocked", node().put("blockers", Blocker.text(blockers)));
            case DeployEvent.Meanwhile(
                            RunEvent.WillRetry(String doing, java.time.Duration pause)) ->
                    machine(
                            "retry",
                            node().put("doing", doing).put("pauseMillis", pause.toMillis()));
            case DeployEvent.Meanwhile _ -> {}
            case DeployEvent.Again(List<String> tables) -> {
                ObjectNode node = node();
                add(node.putArray("tables"), tables);
                machine("again", node);
            }
            case DeployEvent.Warm(WarmEvent warm) -> this.warm.machine(warm);
            case DeployEvent.Note(String text) -> machine("note", node().put("text", text));
            case DeployEvent.Done(Applied applied) -> machine("applied", object(applied));
        }
    }

    private static ObjectNode object(Applied applied) {
        ObjectNode node = node();
        node.put("migration", applied.migration());
        node.put("deployment", applied.deployment());
        node.put("tookMillis", applied.took().toMillis());
        node.put("tries", applied.tries());
        node.put("alone", applied.alone());
        captures(node.putArray("kept"), applied.kept());
        captures(node.putArray("notKept"), applied.given());
        way(node, applied.way());
        return node;
    }

    private static void captures(ArrayNode array, List<Capture> captures) {
        for (Capture capture : captures) {
            array.addObject()
                    .put("capture", capture.id())
                    .put("table", capture.kept().table().address().text())
                    .put("place", capture.kept().place())
                    .put("rows", capture.kept().rows())
                    .put("text", capture.kept().text());
        }
    }

    private static void way(ObjectNode node, Forecast.Way way) {
        switch (way) {
            case Forecast.Way.Proved proved ->
                    node.put("proved", true).put("provedAt", proved.provedAt().toString());
            case Forecast.Way.NotProved(List<String> reasons) -> {
                node.put("proved", false);
                add(node.putArray("reasons"), reasons);
            }
        }
    }

    static ObjectNode node() {
        return new JsonMapper().createObjectNode();
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    synchronized void machine(String event, ObjectNode content) {
        ObjectNode node = node().put("event", event);
        node.setAll(content);
        shell.out().println(node);
    }

    /// Something around the deployment.
    void tell(String word, String text) {
        if (json) {
            machine("note", node().put("about", word).put("text", text));
        } else {
            say(word, text);
        }
    }

    synchronized void say(String word, String text) {
        if (!json) {
            String label = word.isEmpty() ? "" : word + ":";
            shell.say((label + " ".repeat(WIDTH + 2)).substring(0, WIDTH + 2) + text);
        }
    }
}
