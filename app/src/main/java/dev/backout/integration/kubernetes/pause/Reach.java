package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectRef;
import dev.backout.integration.kubernetes.Rollout;
import dev.backout.integration.kubernetes.Workload;

/// Refuses a variable that would not reach every pod: pods get it by being replaced, and there are
/// reasons for which Kubernetes does not replace them.
///
/// @param cluster where they are
/// @param deadline until when
record Reach(Cluster cluster, Deadline deadline) {
    private static final String SCALE = "scale it to zero instead";

    /// @throws BackoutException `pause-refused`
    void insist(ObjectRef ref, ObjectNode object) {
        if (object.path("spec").path("paused").asBoolean()) {
            throw refused(
                    "the rollout of %s is paused, so a variable would reach no pod"
                            .formatted(ref.text()),
                    "kubectl rollout resume deployment/%s -n %s, or scale it to zero instead"
                            .formatted(ref.name(), ref.namespace()));
        }
        JsonNode strategy = object.path("spec").path("updateStrategy");
        if (strategy.path("type").asText().equals("OnDelete")) {
            throw refused(
                    "%s changes its pods only when they are deleted, so a variable would reach none"
                            .formatted(ref.text()),
                    SCALE);
        }
        int kept = strategy.path("rollingUpdate").path("partition").asInt();
        if (kept > 0) {
            throw refused(
                    "%s keeps its first %d pods as they are (partition), so a variable would not reach them"
                            .formatted(ref.text(), kept),
                    SCALE);
        }
        insistOnStarting(ref, object);
    }

    /// A rolling update stops when more of the new pods do not serve than may be away; and with
    /// another variable they start no better.
    private void insistOnStarting(ObjectRef ref, ObjectNode object) {
        Workload workload = new Workload(object);
        int failing = new Rollout(cluster).failing(ref, workload, deadline);
        if (failing > workload.mayBeAway()) {
            throw refused(
                    "%d of %d pods of %s do not start: a rolling update would stop there, so a variable would not reach the others"
                            .formatted(failing, workload.wanted(), ref.text()),
                    SCALE);
        }
    }

    private static BackoutException refused(String why, String hint) {
        return BackoutException.of(ErrorCode.PAUSE_REFUSED, why, hint);
    }
}
