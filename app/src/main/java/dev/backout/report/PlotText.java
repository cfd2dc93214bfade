package dev.backout.report;

import dev.backout.error.Counted;
import dev.backout.watch.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A plot in words, for formats and readers without pictures.
final class PlotText {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int MOST = 60;

    private PlotText() {}

    /// `errors: 31 values, 0.002 to 0.01; below 0.01; 2 bad`.
    static String of(Plot plot) {
        List<Double> values = values(plot);
        List<String> parts = new ArrayList<>();
        parts.add(
                values.isEmpty()
                        ? "no value"
                        : "%s, %s to %s"
                                .formatted(
                                        Counted.of(values.size(), "value"),
                                        Numbers.text(values.stream().min(Double::compare).get()),
                                        Numbers.text(values.stream().max(Double::compare).get())));
        plot.levels().forEach(level -> parts.add(level.text()));
        long bad = plot.points().stream().filter(Plot.Point::bad).count();
        if (bad > 0) {
            parts.add(bad + " bad");
        }
        return plot.name() + ": " + String.join("; ", parts);
    }

    /// `▁▂▂▅█`, with `×` where there was no number.
    static String bars(Plot plot) {
        Scale scale = Scale.of(plot);
        int every = Math.max(1, (plot.points().size() + MOST - 1) / MOST);
        List<Plot.Point> some = new ArrayList<>();
        for (int i = 0; i < plot.points().size(); i += every) {
            some.add(plot.points().get(i));
        }
        return some.stream().map(point -> bar(scale, point)).collect(Collectors.joining());
    }

    private static String bar(Scale scale, Plot.Point point) {
        Double value = point.value();
        if (value == null) {
            return "×";
        }
        int at = (int) Math.min(BARS.length() - 1, scale.part(value) * BARS.length());
        return BARS.substring(at, at + 1);
    }

    private static List<Double> values(Plot plot) {
        return plot.points().stream()
                .map(Plot.Point::value)
                .filter(Objects::nonNull)
                .map(Double::valueOf)
                .toList();
    }
}
