package dev.backout.watch;

import dev.backout.journal.JournalLine;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the journal knows of a metric that was watched, for whoever draws it.
///
/// @param metric which one
/// @param before its mean before the run, or null when that is not known
/// @param past what it was until it was watched, the oldest first
/// @param samples what was found then, the oldest first
public record WatchSeries(
        Metric metric, @Nullable Double before, List<Point> past, List<Point> samples) {
    /// What was found at a time.
    public record Point(Instant at, Sample sample) {
        /// The number, or null when there was none.
        public @Nullable Double number() {
            return sample instanceof Sample.Value(double number) ? Double.valueOf(number) : null;
        }
    }

    /// Copies the lists.
    public WatchSeries {
        past = List.copyOf(past);
        samples = List.copyOf(samples);
    }

    /// A series for each metric of a watch.
    ///
    /// @param step lines of the step that watched
    /// @param run all lines of the run
    public static List<WatchSeries> of(Watch watch, List<JournalLine> step, List<JournalLine> run) {
        var means = WatchNotes.means(run);
        List<WatchSeries> all = new ArrayList<>();
        for (Metric metric : watch.metrics()) {
            List<Point> past =
                    WatchNotes.past(metric.name(), step).stream()
                            .map(point ->
                                    new Point(
                                            Instant.ofEpochSecond((long) point.second()),
                                            new Sample.Value(point.value())))
                            .toList();
            List<Point> samples = new ArrayList<>();
            for (JournalLine line : step) {
                Sample sample = WatchNotes.samples(line).get(metric.name());
                if (sample != null) {
                    samples.add(new Point(line.at(), sample));
                }
            }
            all.add(new WatchSeries(metric, means.get(metric.name()), past, samples));
        }
        return all;
    }
}
