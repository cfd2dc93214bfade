package dev.backout.watch;

import java.time.Duration;
import java.util.List;

/// `watch:` of an environment. Immutable.
///
/// @param window how long it is watched
/// @param initialDelay how long nothing is looked at before: caches are cold
/// @param interval between two samples of each metric
/// @param failureLimit how many samples of a metric may be bad or missing; one more fails the watch
/// @param consecutiveErrors how many times in a row a metric may not be had; one more, and nobody
///   can tell
/// @param metrics what is watched; none: nothing is
public record Watch(
        Duration window,
        Duration initialDelay,
        Duration interval,
        int failureLimit,
        int consecutiveErrors,
        List<Metric> metrics) {
    /// Nothing is watched.
    public static final Watch NONE =
            new Watch(
                    Duration.ofMinutes(15), Duration.ZERO, Duration.ofSeconds(30), 3, 4, List.of());

    /// Copies the list.
    public Watch {
        metrics = List.copyOf(metrics);
    }

    /// Whether what metrics were before the run is needed.
    public boolean compares() {
        return metrics.stream().anyMatch(metric -> metric.bounds().compares());
    }
}
