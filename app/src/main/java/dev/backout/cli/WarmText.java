package dev.backout.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.vault.WarmEvent;
import dev.backout.vault.WarmProgress;
import dev.backout.vault.Warming;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What `backout deploy` says of columns that are copied before the migrations that drop them.
final class WarmText {
    /// How often a log is told; a terminal is told each time.
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private final DeployText text;
    private final boolean terminal;
    private long told = System.nanoTime();

    /// @param terminal whether a person watches
    WarmText(DeployText text, boolean terminal) {
        this.text = text;
        this.terminal = terminal;
    }

    void event(WarmEvent event) {
        switch (event) {
            case WarmEvent.Begins(String subject, long rows, long total) ->
                    text.say(
                            "warming",
                            rows == 0
                                    ? "%s, about %,d rows, before the migration locks its table"
                                            .formatted(subject, total)
                                    : "%s, on from %,d of about %,d rows"
                                            .formatted(subject, rows, total));
            case WarmEvent.Continues(WarmProgress progress) -> progress(progress);
            case WarmEvent.Ready(String subject, long rows, Duration took) ->
                    text.say(
                            "warm",
                            String.format(
                                    Locale.ROOT,
                                    "%s, %,d values in %.1f s; later writes follow",
                                    subject,
                                    rows,
                                    took.toMillis() / 1000.0));
            case WarmEvent.Anew(String subject, String reason) ->
                    text.note("%s is copied anew: %s".formatted(subject, reason));
            case WarmEvent.Cold(String subject, String reason) ->
                    text.say(
                            "COLD",
                            "%s is copied while the migration holds its lock: %s"
                                    .formatted(subject, reason));
            case WarmEvent.Dropped(String subject) ->
                    text.note(
                            "the copy of %s that no migration took over is gone"
                                    .formatted(subject));
        }
    }

    private void progress(WarmProgress progress) {
        long now = System.nanoTime();
        if (terminal || now - told > SELDOM.toNanos()) {
            told = now;
            text.note(progress.text());
        }
    }

    void machine(WarmEvent event) {
        ObjectNode node = DeployText.node().put("column", event.subject());
        switch (event) {
            case WarmEvent.Begins(String _, long rows, long total) ->
                    text.machine("warming", node.put("rows", rows).put("total", total));
            case WarmEvent.Continues(WarmProgress progress) ->
                    text.machine(
                            "warming",
                            node.put("rows", progress.rows())
                                    .put("total", progress.total())
                                    .put("rowsPerSecond", Math.round(progress.perSecond()))
                                    .put("secondsLeft", progress.left().toSeconds()));
            case WarmEvent.Ready(String _, long rows, Duration took) ->
                    text.machine("warm", node.put("rows", rows).put("tookMillis", took.toMillis()));
            case WarmEvent.Anew(String _, String reason) ->
                    text.machine("warming-anew", node.put("reason", reason));
            case WarmEvent.Cold(String _, String reason) ->
                    text.machine("cold", node.put("reason", reason));
            case WarmEvent.Dropped _ -> text.machine("warming-dropped", node);
        }
    }

    /// What `--warm-only` made.
    void warmed(List<Warming> ready) {
        if (text.json()) {
            text.machine("result", list(DeployText.node().put("applied", 0), "warm", ready));
        } else if (ready.isEmpty()) {
            text.say(
                    "done",
                    "no column of a large table is going to be dropped; nothing was changed");
        } else {
            text.say("done", "nothing is applied yet; triggers keep the copies up to date");
            text.say("next", "backout deploy, or backout deploy --stop-warming");
        }
    }

    /// What `--stop-warming` gave up, or would.
    void stopped(List<Warming> gone, boolean dryRun) {
        if (text.json()) {
            text.machine("result", list(DeployText.node().put("done", !dryRun), "stopped", gone));
            return;
        }
        for (Warming one : gone) {
            text.say(
                    dryRun ? "would go" : "gone",
                    "the copy of %s for %s, %,d rows, and its triggers"
                            .formatted(one.subject(), one.migration(), one.rows()));
        }
        if (gone.isEmpty()) {
            text.say("done", "no column is being copied");
        }
    }

    private static ObjectNode list(ObjectNode node, String name, List<Warming> all) {
        ArrayNode array = node.putArray(name);
        for (Warming one : all) {
            array.addObject()
                    .put("column", one.subject())
                    .put("migration", one.migration())
                    .put("phase", one.phase().word())
                    .put("rows", one.rows());
        }
        return node;
    }
}
