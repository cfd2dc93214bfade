package dev.backout.report;

import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.watch.Bounds;
import dev.backout.watch.Numbers;
import dev.backout.watch.Watch;
import dev.backout.watch.WatchSeries;
import dev.backout.watch.WatchWork;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The metrics that were watched, each with a plot.
///
/// @param account of which run
/// @param mask what is not shown of messages
record Watched(Account account, Mask mask) {
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (NumberedStep step : account.steps()) {
            Watch watch =
                    step.step() instanceof Step.Outside outside ? WatchWork.of(outside) : null;
            if (watch != null) {
                blocks.add(new Block.Paragraph(verdict(step)));
                WatchSeries.of(watch, account.of(step), account.lines())
                        .forEach(series -> blocks.add(new Block.Drawing(plot(series))));
            }
        }
        return blocks.isEmpty()
                ? List.of(new Block.Paragraph(Line.of("No metric was watched.")))
                : blocks;
    }

    private Line verdict(NumberedStep step) {
        List<JournalLine> ends =
                account.of(step).stream()
                        .filter(line ->
                                line.entry().event() == JournalEvent.DONE
                                        || line.entry().event() == JournalEvent.FAILED)
                        .toList();
        Line what = Line.of("Step %d, ".formatted(step.number())).code(step.step().title());
        return ends.isEmpty()
                ? what.plain(", is not at its end.")
                : what.plain(": " + ends.getLast().entry().event().word() + ", ")
                        .prose(mask.message(ends.getLast().entry().message()));
    }

    private Plot plot(WatchSeries series) {
        Bounds bounds = series.metric().bounds();
        List<Plot.Point> points = new ArrayList<>();
        series.past()
                .forEach(point -> points.add(new Plot.Point(point.at(), point.number(), false)));
        for (WatchSeries.Point point : series.samples()) {
            Double number = point.number();
            boolean bad = number == null || !bounds.wrong(number, series.before()).isEmpty();
            points.add(new Plot.Point(point.at(), number, bad));
        }
        points.sort(Comparator.comparing(Plot.Point::at));
        return new Plot(
                series.metric().name(),
                points,
                levels(bounds, series.before()),
                marks(points, series));
    }

    private static List<Plot.Level> levels(Bounds bounds, @Nullable Double before) {
        List<Plot.Level> levels = new ArrayList<>();
        add(levels, "above ", bounds.above());
        add(levels, "below ", bounds.below());
        add(levels, "before: ", before);
        add(levels, "at least ", bounds.floor(before));
        add(levels, "at most ", bounds.ceiling(before));
        return levels;
    }

    private static void add(List<Plot.Level> levels, String word, @Nullable Double value) {
        if (value != null) {
            levels.add(new Plot.Level(word + Numbers.text(value), value));
        }
    }

    /// What the run did while the metric was plotted.
    private List<Plot.Mark> marks(List<Plot.Point> points, WatchSeries series) {
        if (points.isEmpty()) {
            return List.of();
        }
        Instant from = points.getFirst().at();
        Instant to = points.getLast().at();
        Stream<Plot.Mark> applied =
                account.migrations().stream()
                        .flatMap(one ->
                                one.applied() == null
                                        ? Stream.of()
                                        : Stream.of(
                                                new Plot.Mark(
                                                        one.applied(), one.name() + " applied")));
        Stream<Plot.Mark> began =
                series.past().isEmpty() || series.samples().isEmpty()
                        ? Stream.of()
                        : Stream.of(new Plot.Mark(series.samples().getFirst().at(), "watched"));
        return Stream.of(applied, account.lines().stream().flatMap(this::mark), began)
                .flatMap(marks -> marks)
                .filter(mark -> !mark.at().isBefore(from) && !mark.at().isAfter(to))
                .sorted(Comparator.comparing(Plot.Mark::at))
                .toList();
    }

    private Stream<Plot.Mark> mark(JournalLine line) {
        Integer number = line.entry().step();
        if (line.entry().event() == JournalEvent.BEGUN) {
            return Stream.of(new Plot.Mark(line.at(), "the run began"));
        }
        if (line.entry().event() == JournalEvent.RESUMED) {
            return Stream.of(new Plot.Mark(line.at(), "resumed"));
        }
        if (number == null || line.entry().event() != JournalEvent.DONE) {
            return Stream.of();
        }
        return switch (account.steps().get(number - 1).step()) {
            case Step.Transaction _ -> Stream.of(new Plot.Mark(line.at(), "backed out"));
            case Step.Opening _ -> Stream.of(new Plot.Mark(line.at(), line.entry().title()));
            case Step.Outside _, Step.Copying _, Step.Filling _, Step.Alone _, Step.Verify _ ->
                    Stream.of();
        };
    }
}
