package dev.backout.watch;

import dev.backout.backup.Sizes;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.gate.GateResult;
import dev.backout.journal.Answer;
import dev.backout.journal.JournalLine;
import dev.backout.run.Diary;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Watches the metrics for as long as is left of the window. For one thread, once.
final class Observing {
    /// What a plot shows of the time before the run.
    private static final Duration LEAD = Duration.ofMinutes(10);

    private final Watch watch;
    private final Sampler sampler;
    private final Diary diary;
    private final Map<Metric, MetricJudge> judges = new LinkedHashMap<>();
    private Duration before = Duration.ZERO;

    Observing(Watch watch, Sampler sampler, Diary diary) {
        this.watch = watch;
        this.sampler = sampler;
        this.diary = diary;
        List<JournalLine> lines = diary.lines();
        Map<String, Double> means = WatchNotes.means(lines);
        for (Metric metric : watch.metrics()) {
            judges.put(metric, new MetricJudge(watch, metric, means.get(metric.name())));
        }
    }

    /// The verdict, early or when the window is over.
    GateResult result() {
        List<JournalLine> noted = diary.noted();
        noted.forEach(this::takeUp);
        if (noted.isEmpty()) {
            notePast();
            pause(watch.initialDelay());
        }
        long began = System.nanoTime();
        GateResult early = early();
        for (int samples = 1; early == null; samples++) {
            Duration watched = before.plusNanos(System.nanoTime() - began);
            look(watched);
            early = early();
            Duration next = watch.interval().multipliedBy(samples);
            if (early == null && before.plus(next).compareTo(watch.window()) > 0) {
                return atLast();
            }
            pause(early == null ? next.minusNanos(System.nanoTime() - began) : Duration.ZERO);
        }
        return early;
    }

    /// Samples that a try took that died.
    private void takeUp(JournalLine line) {
        Map<String, Sample> samples = WatchNotes.samples(line);
        judges.forEach((metric, judge) -> {
            Sample sample = samples.get(metric.name());
            if (sample != null) {
                judge.take(sample);
            }
        });
        Duration watched =
                WatchNotes.watched(line).plus(samples.isEmpty() ? Duration.ZERO : watch.interval());
        before = watched.compareTo(before) > 0 ? watched : before;
    }

    private void notePast() {
        Instant from = WatchNotes.began(diary.lines()).minus(LEAD);
        List<Answer> past = new ArrayList<>();
        for (Metric metric : watch.metrics()) {
            var points = sampler.between(metric, from, Instant.now());
            if (!points.isEmpty()) {
                past.add(WatchNotes.pastAnswer(metric.name(), points));
            }
        }
        if (!past.isEmpty()) {
            diary.note("what the metrics were until now", past);
        }
    }

    private void look(Duration watched) {
        Map<String, WatchNotes.Taken> taken = new LinkedHashMap<>();
        judges.forEach((metric, judge) -> {
            long asked = System.nanoTime();
            Sample sample = sampler.now(metric);
            judge.take(sample);
            taken.put(
                    metric.name(),
                    new WatchNotes.Taken(sample, Duration.ofNanos(System.nanoTime() - asked)));
        });
        String text =
                "%s of %s: %s"
                        .formatted(
                                Sizes.time(watched),
                                Sizes.time(watch.window()),
                                judges.values().stream()
                                        .map(MetricJudge::text)
                                        .collect(Collectors.joining("; ")));
        diary.note(text, WatchNotes.samples(watched, taken));
        diary.progress(text);
    }

    /// The first that fails; else the first of which nobody can tell; null to go on.
    private @Nullable GateResult early() {
        return worst(judges.values().stream().map(MetricJudge::early).toList());
    }

    private GateResult atLast() {
        List<GateResult> all = judges.values().stream().map(MetricJudge::atLast).toList();
        GateResult worst =
                worst(all.stream().filter(one -> !(one instanceof GateResult.Successful)).toList());
        return worst != null
                ? worst
                : new GateResult.Successful(
                        "%s: %s"
                                .formatted(
                                        Sizes.time(watch.window()),
                                        all.stream()
                                                .map(GateResult::text)
                                                .collect(Collectors.joining("; "))));
    }

    private static @Nullable GateResult worst(List<? extends @Nullable GateResult> results) {
        GateResult worst = null;
        for (GateResult result : results) {
            if (result instanceof GateResult.Failed) {
                return result;
            }
            worst = worst == null ? result : worst;
        }
        return worst;
    }

    private static void pause(Duration time) {
        try {
            if (time.isPositive()) {
                Thread.sleep(time);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "interrupted while watching", List.of(), e);
        }
    }
}
