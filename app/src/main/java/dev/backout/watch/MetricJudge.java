package dev.backout.watch;

import dev.backout.error.Counted;
import dev.backout.gate.GateResult;

import org.jspecify.annotations.Nullable;

/// Judges the samples of one metric, one after the other. For one thread.
final class MetricJudge {
    private final Watch watch;
    private final Metric metric;
    private final @Nullable Double before;
    private int values;
    private int bad;
    private int errors;
    private String latest = "no sample yet";
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    /// @param before the metric's mean before the run, or null when it is not known
    MetricJudge(Watch watch, Metric metric, @Nullable Double before) {
        this.watch = watch;
        this.metric = metric;
        this.before = before;
    }

    void take(Sample sample) {
        switch (sample) {
            case Sample.Value(double number) -> {
                values++;
                errors = 0;
                least = Math.min(least, number);
                most = Math.max(most, number);
                String wrong = metric.bounds().wrong(number, before);
                bad += wrong.isEmpty() ? 0 : 1;
                latest = Numbers.text(number) + (wrong.isEmpty() ? "" : ", " + wrong);
            }
            case Sample.Missing() -> {
                errors = 0;
                bad++;
                latest = "no data";
            }
            case Sample.Trouble(String why) -> {
                errors++;
                latest = why;
            }
        }
    }

    /// For whoever watches: `errors 0.012, not below 0.01 (1 of 3 allowed)`.
    String text() {
        return "%s %s%s"
                .formatted(
                        metric.name(),
                        latest,
                        bad == 0
                                ? ""
                                : " (%d bad, %d allowed)".formatted(bad, watch.failureLimit()));
    }

    /// What ends the watch before its time; null to go on.
    @Nullable GateResult early() {
        if (bad > watch.failureLimit()) {
            return new GateResult.Failed(
                    "%s: %s, %d allowed; the last: %s"
                            .formatted(
                                    metric.name(),
                                    Counted.of(bad, "bad sample"),
                                    watch.failureLimit(),
                                    latest));
        }
        if (errors > watch.consecutiveErrors()) {
            return new GateResult.Inconclusive(
                    "%s could not be had %s in a row: %s"
                            .formatted(metric.name(), Counted.of(errors, "time"), latest));
        }
        if (before == null && metric.bounds().compares()) {
            return new GateResult.Inconclusive(
                    "%s is to be compared with before the run, and it is not known what it was"
                            .formatted(metric.name()));
        }
        return null;
    }

    /// When the time is over.
    GateResult atLast() {
        return values == 0
                ? new GateResult.Inconclusive("%s: %s".formatted(metric.name(), latest))
                : new GateResult.Successful(
                        "%s %s to %s (%s%s)"
                                .formatted(
                                        metric.name(),
                                        Numbers.text(least),
                                        Numbers.text(most),
                                        metric.bounds().text(),
                                        bad == 0 ? "" : "; %d bad".formatted(bad)));
    }
}
