package dev.backout.integration.kubernetes.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;
import dev.backout.integration.kubernetes.Rollout;
import dev.backout.integration.kubernetes.Workload;
import dev.backout.integration.kubernetes.pause.Loosening;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The steps of a run that let a held worker do a little. What holds it gives it back in the end.
///
/// @param clusters opens the cluster, when it is needed
public record WorkerWork(Supplier<Cluster> clusters) implements OutsideWork {
    private static final String KIND = "kubernetes-worker";
    private static final int CONTAINERS = 6;

    /// The steps of one worker, in order. A number of pods that is not less than it had is no step:
    /// what comes last of all gives it that back.
    public static List<Step.Outside> steps(Cluster cluster, KubernetesWorker worker) {
        Deadline deadline = Deadline.ofLook(worker.timeout());
        ObjectRef ref = worker.workload().in(cluster);
        Workload now = new Workload(worker.workload().read(cluster, deadline));
        String variable = worker.variable();
        List<String> containers =
                worker.containers().isEmpty() ? now.containers() : worker.containers();
        List<Step.Outside> steps = new ArrayList<>();
        for (int much : worker.steps()) {
            if (variable != null || much < Loosening.before(now)) {
                List<String> arguments =
                        new ArrayList<>(
                                List.of(
                                        worker.timeout().toString(),
                                        ref.kind().name(),
                                        ref.namespace(),
                                        ref.name(),
                                        String.valueOf(much),
                                        variable == null ? "" : variable));
                arguments.addAll(containers);
                steps.add(new Step.Outside(KIND, title(ref, much, variable), arguments));
            }
        }
        return steps;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        List<String> noted = step.arguments();
        Deadline deadline = Deadline.in(Duration.parse(noted.getFirst()));
        ObjectRef ref = new ObjectRef(ObjectKind.valueOf(noted.get(1)), noted.get(2), noted.get(3));
        int much = Integer.parseInt(noted.get(4));
        String variable = noted.get(5);
        List<String> containers = noted.subList(CONTAINERS, noted.size());
        try (Cluster cluster = clusters.get()) {
            ObjectNode now =
                    cluster.change(
                            ref,
                            object -> {
                                Loosening loosening = Loosening.of(object, run);
                                if (loosening != null && variable.isEmpty()) {
                                    loosening.pods(much);
                                } else if (loosening != null) {
                                    loosening.variable(containers, variable, much);
                                }
                            },
                            deadline);
            if (now == null) {
                return ref.text() + " is gone";
            }
            return Loosening.of(now, run) == null
                    ? ref.text() + " is not held any more: somebody gave it back, and it stays so"
                    : new Rollout(cluster)
                            .await(ref, Rollout.Goal.READY, deadline, diary::progress);
        }
    }

    /// What holds the worker gives it back whole.
    @Override
    public Undone undo(Step.Outside step, String run) {
        return new Undone(true, "the step that held it gives it back");
    }

    private static String title(ObjectRef ref, int much, @Nullable String variable) {
        return variable == null
                ? "let %s go on with %d pod%s".formatted(ref.text(), much, much == 1 ? "" : "s")
                : "let %s go on with %s=%d".formatted(ref.text(), variable, much);
    }
}
