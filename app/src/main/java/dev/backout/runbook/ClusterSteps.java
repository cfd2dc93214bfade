package dev.backout.runbook;

import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.pause.KubernetesPause;
import dev.backout.integration.kubernetes.pause.PauseEntry;
import dev.backout.integration.kubernetes.pause.PauseWork;
import dev.backout.integration.kubernetes.release.KubernetesRelease;
import dev.backout.integration.kubernetes.release.ReleaseWork;
import dev.backout.integration.kubernetes.worker.KubernetesWorker;
import dev.backout.integration.kubernetes.worker.WorkerWork;
import dev.backout.journal.Step;
import dev.backout.run.Around;
import dev.backout.run.OutsideWork;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The steps of a runbook that speak to a cluster. It is opened only when there are some.
///
/// @param runbook what `backout.yaml` says
record ClusterSteps(Runbook runbook) {
    /// How long pausing and resuming may take at least: pods have to end and to start.
    private static final Duration LEAST = Duration.ofMinutes(5);

    /// What is paused in a cluster.
    ///
    /// @param workers held until everything else is done; first of all, if there is any
    /// @param writes held until writes go on; none or one
    /// @param loosened lets workers do a little, one step after the other
    record Noted(List<Around.Door> workers, List<Around.Door> writes, List<Step.Outside> loosened) {
        /// Nothing.
        static final Noted NOTHING = new Noted(List.of(), List.of(), List.of());

        Noted {
            workers = List.copyOf(workers);
            writes = List.copyOf(writes);
            loosened = List.copyOf(loosened);
        }
    }

    /// Reads what a pause would change.
    Noted note() {
        List<PauseEntry> entries =
                runbook.pausing().ways().stream()
                        .flatMap(way ->
                                way instanceof PauseWay.Kubernetes(PauseEntry entry)
                                        ? Stream.of(entry)
                                        : Stream.empty())
                        .toList();
        if (entries.isEmpty() && runbook.workers().isEmpty()) {
            return Noted.NOTHING;
        }
        try (Cluster cluster = open()) {
            List<KubernetesPause> held = new ArrayList<>();
            List<Step.Outside> loosened = new ArrayList<>();
            if (!runbook.workers().isEmpty()) {
                held.add(KubernetesPause.note(cluster, List.of(workers()), List.of(), timeout()));
                runbook.workers()
                        .forEach(worker -> loosened.addAll(WorkerWork.steps(cluster, worker)));
            }
            List<Around.Door> workers = held.stream().map(KubernetesPause::lastDoor).toList();
            if (entries.isEmpty()) {
                return new Noted(workers, List.of(), loosened);
            }
            KubernetesPause writes = KubernetesPause.note(cluster, entries, held, timeout());
            return new Noted(workers, List.of(writes.door()), loosened);
        }
    }

    /// The step that puts a deployment back.
    Step.Outside release(KubernetesRelease release) {
        try (Cluster cluster = open()) {
            return ReleaseWork.step(cluster, release);
        }
    }

    /// Who does the steps.
    List<OutsideWork> works() {
        return List.of(
                new PauseWork(this::open), new ReleaseWork(this::open), new WorkerWork(this::open));
    }

    private PauseEntry workers() {
        return new PauseEntry.Scale(
                runbook.workers().stream().map(KubernetesWorker::workload).toList());
    }

    private Duration timeout() {
        Duration said = runbook.pausing().timeout();
        return said.compareTo(LEAST) < 0 ? LEAST : said;
    }

    private Cluster open() {
        return Cluster.open(runbook.kubernetes());
    }
}
