package dev.backout.watch;

import dev.backout.integration.prometheus.Reading;
import dev.backout.journal.Answer;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the journal keeps of a watch: as answers of a line each time, behind a word that says what
/// they are.
final class WatchNotes {
    /// How long was watched until then.
    private static final String WATCHED = "watched";

    /// What a metric was, in this sample.
    private static final String METRIC = "metric ";

    /// What a metric was on average before the run.
    private static final String BEFORE = "before ";

    /// What a metric was from before the run to the beginning of the watch.
    private static final String PAST = "past ";

    private WatchNotes() {}

    static List<Answer> samples(Duration watched, Map<String, Taken> taken) {
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(WATCHED, watched.toString(), watched));
        taken.forEach((name, one) ->
                answers.add(new Answer(METRIC + name, one.sample().text(), one.took())));
        return answers;
    }

    /// A sample, and how long it took to be had.
    record Taken(Sample sample, Duration took) {}

    static Answer mean(String name, double mean) {
        return new Answer(BEFORE + name, Double.toString(mean), Duration.ZERO);
    }

    static Answer pastAnswer(String name, List<Reading.Point> points) {
        String text =
                points.stream()
                        .map(point -> (long) point.second() + " " + (float) point.value())
                        .collect(Collectors.joining(","));
        return new Answer(PAST + name, text, Duration.ZERO);
    }

    /// How long was watched when a line was written; zero when it is about something else.
    static Duration watched(JournalLine line) {
        for (Answer answer : line.entry().answers()) {
            if (answer.statement().equals(WATCHED)) {
                return Duration.parse(answer.text());
            }
        }
        return Duration.ZERO;
    }

    /// The samples of a line, by the metrics' names.
    static Map<String, Sample> samples(JournalLine line) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Answer answer : line.entry().answers()) {
            if (answer.statement().startsWith(METRIC)) {
                samples.put(
                        answer.statement().substring(METRIC.length()), Sample.of(answer.text()));
            }
        }
        return samples;
    }

    /// The means that were noted before the run, by the metrics' names.
    static Map<String, Double> means(List<JournalLine> lines) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (Answer answer : noted(lines)) {
            if (answer.statement().startsWith(BEFORE)) {
                means.put(
                        answer.statement().substring(BEFORE.length()),
                        Double.valueOf(answer.text()));
            }
        }
        return means;
    }

    /// What a metric was before it was watched.
    static List<Reading.Point> past(String name, List<JournalLine> lines) {
        List<Reading.Point> points = new ArrayList<>();
        for (Answer answer : noted(lines)) {
            if (answer.statement().equals(PAST + name) && !answer.text().isEmpty()) {
                for (String pair : answer.text().split(",", -1)) {
                    String[] parts = pair.split(" ", 2);
                    points.add(
                            new Reading.Point(
                                    Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
                }
            }
        }
        return points;
    }

    private static List<Answer> noted(List<JournalLine> lines) {
        return lines.stream()
                .filter(line -> line.entry().event() == JournalEvent.NOTED)
                .flatMap(line -> line.entry().answers().stream())
                .toList();
    }

    static Instant began(List<JournalLine> lines) {
        return lines.isEmpty() ? Instant.now() : lines.getFirst().at();
    }
}
