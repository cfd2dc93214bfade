package dev.backout.integration.kubernetes.worker;

import dev.backout.integration.kubernetes.ObjectName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// A worker that is held while writes are paused, and goes on step by step.
///
/// @param workload a deployment or a stateful set
/// @param variable says how much it does at once; null: the number of its pods does
/// @param containers which have the variable; all when empty
/// @param steps how much at once, step by step; the last step of all is as it was before
/// @param timeout how long one step may take
public record KubernetesWorker(
        ObjectName workload,
        @Nullable String variable,
        List<String> containers,
        List<Integer> steps,
        Duration timeout) {
    /// Copies the lists.
    public KubernetesWorker {
        containers = List.copyOf(containers);
        steps = List.copyOf(steps);
    }
}
