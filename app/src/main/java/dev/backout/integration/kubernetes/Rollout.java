package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
        READY,
        /// That, but nothing depends on it: pods that do not start are not waited for.
        READY_OR_FAILING
    }

    /// Waits, looking again and again.
    ///
    /// @param progress told how far it is
    /// @return how it is then, in a few words
    /// @throws BackoutException `step-failed` when time is up or the pods cannot start, with the
    ///   reason
    public String await(ObjectRef ref, Goal goal, Deadline deadline, Consumer<String> progress) {
        String told = "";
        @Nullable String stale = null;
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
            String givenUp = workload.givenUp();
            // What is said at first is said of the template before, until the new one gets on.
            stale = stale == null ? givenUp : stale;
            if (goal != Goal.TURNED && !givenUp.isEmpty() && !givenUp.equals(stale)) {
                throw failed(state + "; its controller has given up", workload, pods);
            }
            if (goal == Goal.READY_OR_FAILING && failing(pods) > 0) {
                throw failed(state, workload, pods);
            }
            if (!state.equals(told)) {
                progress.accept(state);
                told = state;
            }
            if (!cluster.rest(deadline)) {
                throw failed(
                        "%s after %d s".formatted(state, deadline.limit().toSeconds()),
                        workload,
                        pods);
            }
        }
    }

    /// How many of its pods do not start, or end again and again.
    public int failing(ObjectRef ref, Workload workload, Deadline deadline) {
        return failing(pods(ref, workload, deadline));
    }

    private static int failing(List<ObjectNode> pods) {
        return (int) pods.stream().filter(pod -> !ending(pod) && PodTrouble.failing(pod)).count();
    }

    private List<ObjectNode> pods(ObjectRef ref, Workload workload, Deadline deadline) {
        return cluster.list(ObjectKind.POD, ref.namespace(), workload.selector(), deadline).stream()
                .filter(pod -> alive(pod) && !ofAnother(ref, pod))
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

    private BackoutException failed(String state, Workload workload, List<ObjectNode> pods) {
        List<String> reasons = new ArrayList<>(new PodTrouble(cluster).reasons(pods));
        if (!workload.refusal().isEmpty()) {
            reasons.add(workload.refusal());
        }
        return BackoutException.of(
                ErrorCode.STEP_FAILED,
                reasons.isEmpty() ? state : state + ": " + String.join("; ", reasons));
    }

    private static boolean ending(JsonNode pod) {
        return pod.path("metadata").hasNonNull("deletionTimestamp");
    }

    /// A selector may take in pods of somebody else, a canary's for instance. A deployment's pods
    /// are those of its replica sets, which are named after it and their pods' hash.
    private static boolean ofAnother(ObjectRef ref, JsonNode pod) {
        String hash = pod.path("metadata").path("labels").path("pod-template-hash").asText();
        String mine = ref.kind() == ObjectKind.DEPLOYMENT ? ref.name() + "-" + hash : ref.name();
        for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean() && !owner.path("name").asText().equals(mine)) {
                return true;
            }
        }
        return false;
    }

    /// A pod that has ended stays in the list until somebody takes it away.
    private static boolean alive(JsonNode pod) {
        return !List.of("Succeeded", "Failed").contains(pod.path("status").path("phase").asText());
    }
}
