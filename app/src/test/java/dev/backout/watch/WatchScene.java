package dev.backout.watch;

import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.integration.command.CommandSite;
import dev.backout.journal.JournalLine;
import dev.backout.reference.References;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Watches as steps of a run that nobody runs.
///
/// @param folder where commands run
/// @param progress what was told
/// @param diary what was noted
record WatchScene(Path folder, List<String> progress, MemoryDiary diary) {
    static WatchScene in(Path folder) {
        List<String> progress = new ArrayList<>();
        return new WatchScene(folder, progress, new MemoryDiary(progress::add));
    }

    /// What was noted of samples.
    List<JournalLine> samples() {
        return diary.lines().stream().filter(line -> !WatchNotes.samples(line).isEmpty()).toList();
    }

    static Watch watch(long window, int failures, int errors, Metric... metrics) {
        return new Watch(
                Duration.ofMillis(window),
                Duration.ZERO,
                Duration.ofMillis(50),
                failures,
                errors,
                List.of(metrics));
    }

    static Bounds below(double number) {
        return new Bounds(null, number, null);
    }

    static Bounds atLeast(double part) {
        return new Bounds(null, null, new Bounds.Baseline(Duration.ofMinutes(1), part, null));
    }

    static Metric command(String script, Bounds bounds) {
        return new Metric("errors", new Metric.Source.Command(script, Map.of()), bounds);
    }

    static Metric query(String url, String query, Bounds bounds) {
        return new Metric("errors", new Metric.Source.Query(url, Map.of(), query), bounds);
    }

    WatchWork work(Map<String, String> passed) {
        Map<String, String> variables = Map.of("PATH", "/usr/bin:/bin");
        return new WatchWork(
                new CommandSite(
                        new References(variables::get, folder),
                        variables,
                        DatabaseAddress.parse("postgresql://nobody@localhost:1/none", folder),
                        null),
                passed);
    }

    /// The step before the run, where there is one.
    @Nullable String before(Watch watch) {
        return WatchWork.before(watch).isEmpty()
                ? null
                : work(Map.of()).perform(WatchWork.before(watch).getFirst(), "run", diary);
    }

    /// The step at the end, from what the records keep of it.
    String watched(Watch watch) {
        return work(Map.of()).perform(WatchWork.last(watch).getFirst(), "run", diary);
    }

    BackoutException refused(Watch watch) {
        try {
            throw new AssertionError("it went well: " + watched(watch));
        } catch (BackoutException e) {
            return e;
        }
    }
}
