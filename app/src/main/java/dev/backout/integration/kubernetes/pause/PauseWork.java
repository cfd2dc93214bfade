package dev.backout.integration.kubernetes.pause;

import dev.backout.integration.kubernetes.Cluster;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;

import java.util.List;
import java.util.function.Supplier;

/// The step of a run that pauses writes in a cluster; undoing it resumes them. Either can be done
/// again at any time, on any machine that reaches the cluster.
///
/// @param clusters opens the cluster, when it is needed
public record PauseWork(Supplier<Cluster> clusters) implements OutsideWork {
    static final String KIND = "kubernetes-pause";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> foresee(Step.Outside step) {
        return PauseArguments.of(step.arguments()).turns().stream()
                .flatMap(turn -> turn.lines().stream())
                .toList();
    }

    @Override
    public Probe probe(Step.Outside step, String run) {
        PauseArguments noted = PauseArguments.of(step.arguments());
        try (Cluster cluster = clusters.get()) {
            return new Probe.NotHappened(
                    new Pausing(cluster, run).paused(noted)
                            ? "everything is changed; whether the pods have followed is looked at"
                            : "not everything is changed");
        }
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        try (Cluster cluster = clusters.get()) {
            return new Pausing(cluster, run)
                    .pause(PauseArguments.of(step.arguments()), diary::progress);
        }
    }

    /// Writes are let through as soon as everything is given back; what does not serve yet when
    /// time is up is told.
    @Override
    public Undone undo(Step.Outside step, String run) {
        try (Cluster cluster = clusters.get()) {
            return new Undone(
                    true, new Pausing(cluster, run).resume(PauseArguments.of(step.arguments())));
        }
    }
}
