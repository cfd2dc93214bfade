package dev.backout.integration.kubernetes.release;

import dev.backout.integration.kubernetes.ObjectName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A deployment whose old release comes back.
///
/// @param to a revision's number, an image, or null: the last revision with another image than
///   today's
/// @param container whose image counts, or null: all of them count
/// @param timeout how long it may take until it is rolled out
public record KubernetesRelease(
        ObjectName deployment, @Nullable String to, @Nullable String container, Duration timeout) {
    /// How long a rollout may take when nothing is said.
    public static final Duration TIMEOUT = Duration.ofMinutes(5);
}
