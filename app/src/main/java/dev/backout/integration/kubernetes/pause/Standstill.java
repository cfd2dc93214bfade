package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.Rollout;

import java.util.List;
import java.util.function.Consumer;

/// Waits until what was turned has come to rest.
///
/// @param cluster where it is
record Standstill(Cluster cluster) {
    /// Waits for one object.
    ///
    /// @return how it is then; empty when there is nothing to say
    /// @throws BackoutException `step-failed` when time is up
    String await(Turn turn, Deadline deadline, Consumer<String> progress) {
        return switch (turn.ref().kind()) {
            case DEPLOYMENT, STATEFUL_SET ->
                    new Rollout(cluster).await(turn.ref(), Rollout.Goal.TURNED, deadline, progress);
            case CRON_JOB -> jobs(turn, deadline, progress);
            case SCALED_OBJECT -> paused(turn, deadline, progress);
            case REPLICA_SET,
                    JOB,
                    POD,
                    AUTOSCALER,
                    APPLICATION,
                    APPLICATION_SET,
                    KUSTOMIZATION,
                    HELM_RELEASE ->
                    "";
        };
    }

    private String jobs(Turn turn, Deadline deadline, Consumer<String> progress) {
        String told = "";
        while (true) {
            List<String> running = running(turn, deadline);
            String text =
                    "%s is suspended%s"
                            .formatted(
                                    turn.ref().text(),
                                    running.isEmpty()
                                            ? ""
                                            : ", and still runs " + String.join(", ", running));
            if (running.isEmpty() || !turn.awaited()) {
                return text;
            }
            if (!text.equals(told)) {
                progress.accept(text);
                told = text;
            }
            if (!cluster.rest(deadline)) {
                throw BackoutException.of(
                        ErrorCode.STEP_FAILED,
                        "%s after %d s".formatted(text, deadline.limit().toSeconds()),
                        "wait for it, delete the job, or write jobs: leave if it does no harm");
            }
        }
    }

    private List<String> running(Turn turn, Deadline deadline) {
        return cluster.list(ObjectKind.JOB, turn.ref().namespace(), "", deadline).stream()
                .filter(job -> owned(job, turn.uid()) && !ended(job))
                .map(job -> job.path("metadata").path("name").asText())
                .toList();
    }

    private static boolean owned(JsonNode job, String uid) {
        for (JsonNode owner : job.path("metadata").path("ownerReferences")) {
            if (owner.path("uid").asText().equals(uid)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ended(JsonNode job) {
        for (JsonNode condition : job.path("status").path("conditions")) {
            if (List.of("Complete", "Failed").contains(condition.path("type").asText())
                    && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    /// KEDA says when it has let go; a version that says nothing about it is believed.
    private String paused(Turn turn, Deadline deadline, Consumer<String> progress) {
        progress.accept("waiting for KEDA to let go of " + turn.ref().name());
        while (true) {
            ObjectNode object = cluster.get(turn.ref(), deadline);
            if (object == null || lets(object)) {
                return "";
            }
            if (!cluster.rest(deadline)) {
                throw BackoutException.of(
                        ErrorCode.STEP_FAILED,
                        "KEDA did not let go of %s within %d s"
                                .formatted(turn.ref().text(), deadline.limit().toSeconds()));
            }
        }
    }

    private static boolean lets(ObjectNode object) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Paused")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return true;
    }
}
