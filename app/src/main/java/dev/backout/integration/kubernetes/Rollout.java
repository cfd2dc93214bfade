package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.List;
import java.util.function.Consumer;

/// Waits until the pods of deployments and stateful sets are what they have to be.
///
/// @param cluster where they are
public record Rollout(Cluster cluster) {
    /// What is waited for.
    public enum Goal {
        /// No pod of another template runs any more; whether the new ones serve is not asked. Of
        /// none wanted, none is left: a pod that is ending may still write.
        TURNED,
        /// That, and all pods serve.
        READY
    }

    /// Waits, looking again and again.
    ///
    /// @param progress told how far it is
    /// @return how it is then, in a few words
    /// @throws BackoutException `step-failed` when time is up or the pods cannot start, with the
    ///   reason
    public String await(ObjectRef ref, Goal goal, Deadline deadline, Consumer<String> progress) {
        String told = "";
        while (true) {
            ObjectNode object = cluster.get(ref, deadline);
            if (object == null) {
                throw BackoutException.of(ErrorCode.STEP_FAILED, ref.text() + " is gone");
            }
            Workload workload = new Workload(object);
            List<ObjectNode> pods = pods(ref, workload, deadline);
            int ending = (int) pods.stream().filter(Rollout::ending).count();
            if (settled(workload, goal, pods.size(), ending)) {
                return workload.wanted() == 0
                        ? ref.text() + " has no pod"
                        : "%s: %d of %d pods serve"
                                .formatted(ref.text(), workload.ready(), workload.wanted());
            }
            String state = state(ref, workload, ending);
            if (goal == Goal.READY && workload.seen() && workload.givenUp()) {
                throw failed(state + "; its controller has given up", pods, deadline);
            }
            if (!state.equals(told)) {
                progress.accept(state);
                told = state;
            }
            if (!cluster.rest(deadline)) {
                throw failed(
                        "%s after %d s".formatted(state, deadline.limit().toSeconds()),
                        pods,
                        Deadline.in(java.time.Duration.ofSeconds(5)));
            }
        }
    }

    private List<ObjectNode> pods(ObjectRef ref, Workload workload, Deadline deadline) {
        return cluster.list(ObjectKind.POD, ref.namespace(), workload.selector(), deadline).stream()
                .filter(Rollout::alive)
                .toList();
    }

    private static boolean settled(Workload workload, Goal goal, int pods, int ending) {
        if (!workload.seen() || ending > 0) {
            return false;
        }
        if (workload.wanted() == 0) {
            return pods == 0 && workload.pods() == 0;
        }
        return workload.updated() == workload.wanted()
                && workload.pods() == workload.wanted()
                && (goal == Goal.TURNED || workload.ready() >= workload.wanted());
    }

    private static String state(ObjectRef ref, Workload workload, int ending) {
        String ends = ending == 0 ? "" : ", %d still ending".formatted(ending);
        return workload.wanted() == 0
                ? "%s: %d pods left%s".formatted(ref.text(), workload.pods(), ends)
                : "%s: %d of %d pods are new, %d serve%s"
                        .formatted(
                                ref.text(),
                                workload.updated(),
                                workload.wanted(),
                                workload.ready(),
                                ends);
    }

    private BackoutException failed(String state, List<ObjectNode> pods, Deadline deadline) {
        List<String> reasons = new PodTrouble(cluster).reasons(pods, deadline);
        return BackoutException.of(
                ErrorCode.STEP_FAILED,
                reasons.isEmpty() ? state : state + ": " + String.join("; ", reasons));
    }

    private static boolean ending(JsonNode pod) {
        return pod.path("metadata").hasNonNull("deletionTimestamp");
    }

    /// A pod that has ended stays in the list until somebody takes it away.
    private static boolean alive(JsonNode pod) {
        return !List.of("Succeeded", "Failed").contains(pod.path("status").path("phase").asText());
    }
}
