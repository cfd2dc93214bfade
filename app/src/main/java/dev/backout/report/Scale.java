package dev.backout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Which numbers a plot shows, from the bottom to the top.
///
/// @param low at the bottom
/// @param high at the top
record Scale(double low, double high) {
    /// Limits that are further away than this many times what the numbers span would make a flat
    /// line of them.
    private static final double FAR = 20;

    static Scale of(Plot plot) {
        List<Double> values =
                new ArrayList<>(
                        plot.points().stream()
                                .map(Plot.Point::value)
                                .filter(Objects::nonNull)
                                .filter(Double::isFinite)
                                .toList());
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double span = Math.max(most - least, Math.abs(most) / 2);
        for (Plot.Level level : plot.levels()) {
            if (values.isEmpty()
                    || (level.value() <= most + FAR * span
                            && level.value() >= least - FAR * span)) {
                values.add(level.value());
            }
        }
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double bottom = low >= 0 && low < high / 2 ? 0 : low;
        double room = high == bottom ? Math.max(Math.abs(high), 1) / 2 : (high - bottom) * 0.08;
        return new Scale(bottom == 0 ? 0 : bottom - room, high + room);
    }

    /// A few round numbers between the bottom and the top: 1, 2 or 5 and zeros apart.
    List<Double> ticks() {
        double rough = (high - low) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step =
                power
                        * (rough / power < 1.5
                                ? 1
                                : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    /// 0 at the bottom, 1 at the top; what lies outside is at the edge.
    double part(double value) {
        return Math.clamp((value - low) / (high - low), 0.0, 1.0);
    }
}
