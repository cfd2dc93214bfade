package dev.backout.runbook;

import dev.backout.gate.Gate;
import dev.backout.integration.command.ShellCommand;
import dev.backout.integration.kubernetes.KubernetesSettings;
import dev.backout.integration.kubernetes.worker.KubernetesWorker;
import dev.backout.watch.Watch;

import java.util.List;

/// What an environment of `backout.yaml` says about an incident: only what stands there is done.
///
/// @param kubernetes where its cluster is
/// @param before commands that come first of all
/// @param pausing how writes are paused
/// @param application what brings the old release back, in this order
/// @param gates what has to hold before writes go on
/// @param workers held as long as writes are paused, and let go on step by step
/// @param after commands that come when all is verified
/// @param watch what is watched at the end
public record Runbook(
        KubernetesSettings kubernetes,
        List<ShellCommand> before,
        Pausing pausing,
        List<Release> application,
        List<Gate> gates,
        List<KubernetesWorker> workers,
        List<ShellCommand> after,
        Watch watch) {
    /// Nothing but the database.
    public static final Runbook NONE =
            new Runbook(
                    KubernetesSettings.USUAL,
                    List.of(),
                    Pausing.NONE,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Watch.NONE);

    /// Copies the lists.
    public Runbook {
        before = List.copyOf(before);
        application = List.copyOf(application);
        gates = List.copyOf(gates);
        workers = List.copyOf(workers);
        after = List.copyOf(after);
    }
}
