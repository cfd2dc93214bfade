package dev.backout.watch;

import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.integration.command.CommandSite;
import dev.backout.journal.Answer;
import dev.backout.journal.JournalLine;
import dev.backout.reference.References;
import dev.backout.run.Diary;
import dev.backout.run.MemoryDiary;

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
        return watched(watch, diary);
    }

    private String watched(Watch watch, Diary in) {
        return work(Map.of()).perform(WatchWork.last(watch).getFirst(), "run", in);
    }

    BackoutException refused(Watch watch) {
        return refused(watch, diary);
    }

    /// By a process that goes on where another died, which had noted all that is noted.
    BackoutException refusedAfterDeath(Watch watch) {
        return refused(watch, new GoingOn(diary));
    }

    private BackoutException refused(Watch watch, Diary in) {
        try {
            throw new AssertionError("it went well: " + watched(watch, in));
        } catch (BackoutException e) {
            return e;
        }
    }

    private record GoingOn(MemoryDiary diary) implements Diary {
        @Override
        public void progress(String line) {
            diary.progress(line);
        }

        @Override
        public void note(String message, List<Answer> answers) {
            diary.note(message, answers);
        }

        @Override
        public List<JournalLine> lines() {
            return diary.lines();
        }

        @Override
        public List<JournalLine> noted() {
            return diary.lines();
        }
    }
}
