package dev.backout.watch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Within which a metric has to be. At least one of them is there.
///
/// @param above what it has to be above, or null
/// @param below what it has to be below, or null
/// @param baseline how it has to be beside what it was before the run, or null
public record Bounds(@Nullable Double above, @Nullable Double below, @Nullable Baseline baseline) {
    /// How a metric has to be beside its mean before the run.
    ///
    /// @param over how long before the run the mean is taken; a command is asked once
    /// @param atLeast the part of it that it has to have at least, or null; 0.8 for 80%
    /// @param atMost the part of it that it may have at most, or null
    public record Baseline(Duration over, @Nullable Double atLeast, @Nullable Double atMost) {}

    /// Whether a mean from before the run is needed.
    public boolean compares() {
        return baseline != null;
    }

    /// What is wrong with a value, in a few words; empty when it is within.
    ///
    /// @param before the mean before the run; null when there is none
    public String wrong(double value, @Nullable Double before) {
        Double floor = floor(before);
        Double ceiling = ceiling(before);
        if (above != null && !(value > above)) {
            return "not above " + Numbers.text(above);
        }
        if (below != null && !(value < below)) {
            return "not below " + Numbers.text(below);
        }
        if (floor != null && value < floor) {
            return "less than " + Numbers.text(floor);
        }
        return ceiling != null && value > ceiling ? "more than " + Numbers.text(ceiling) : "";
    }

    /// The least that the baseline allows, or null.
    public @Nullable Double floor(@Nullable Double before) {
        return baseline == null || baseline.atLeast() == null || before == null
                ? null
                : Double.valueOf(baseline.atLeast() * before);
    }

    /// The most that the baseline allows, or null.
    public @Nullable Double ceiling(@Nullable Double before) {
        return baseline == null || baseline.atMost() == null || before == null
                ? null
                : Double.valueOf(baseline.atMost() * before);
    }

    /// For people: `below 0.01, at least 80% of before`.
    public String text() {
        List<String> parts = new ArrayList<>();
        if (above != null) {
            parts.add("above " + Numbers.text(above));
        }
        if (below != null) {
            parts.add("below " + Numbers.text(below));
        }
        if (baseline != null && baseline.atLeast() != null) {
            parts.add("at least %s of before".formatted(Numbers.percent(baseline.atLeast())));
        }
        if (baseline != null && baseline.atMost() != null) {
            parts.add("at most %s of before".formatted(Numbers.percent(baseline.atMost())));
        }
        return String.join(", ", parts);
    }
}
