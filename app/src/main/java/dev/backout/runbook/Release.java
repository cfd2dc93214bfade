package dev.backout.runbook;

import dev.backout.integration.command.ShellCommand;
import dev.backout.integration.kubernetes.release.KubernetesRelease;

/// One part of the application that goes back to its old release.
public sealed interface Release {
    /// A deployment of a cluster.
    record Kubernetes(KubernetesRelease release) implements Release {}

    /// By a command: Helm, Cloud Run, anything.
    record Command(ShellCommand command) implements Release {}
}
