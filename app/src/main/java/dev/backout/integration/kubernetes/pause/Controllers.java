package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;

import java.util.ArrayList;
import java.util.List;

/// Finds who would change an object back, and what makes them rest. Changes nothing.
///
/// @param cluster where they are
/// @param deadline until when
record Controllers(Cluster cluster, Deadline deadline) {
    private static final String APPS = "apps";

    /// Somebody who has to rest.
    record Resting(ObjectRef ref, ObjectNode object, List<Setting> settings) {
        Resting {
            settings = List.copyOf(settings);
        }
    }

    /// Those of an object, in the order in which they have to be suspended.
    ///
    /// @param replicas whether the number of its pods is changed
    /// @throws BackoutException `pause-refused` when there is one that cannot be told to rest;
    ///   `rights-missing`
    List<Resting> of(ObjectRef ref, ObjectNode object, boolean replicas) {
        insistOnNoOwner(ref, object);
        List<Resting> resting = new ArrayList<>(new GitOps(cluster, deadline).of(ref, object));
        if (replicas) {
            resting.addAll(scalers(ref));
        }
        return resting;
    }

    private List<Resting> scalers(ObjectRef target) {
        List<Resting> resting = new ArrayList<>();
        for (ObjectKind kind : List.of(ObjectKind.SCALED_OBJECT, ObjectKind.AUTOSCALER)) {
            if (cluster.knows(kind, deadline)) {
                cluster.list(kind, target.namespace(), "", deadline).stream()
                        .filter(one -> aims(one, target) && !ofKeda(one))
                        .map(one ->
                                new Resting(
                                        new ObjectRef(kind, target.namespace(), name(one)),
                                        one,
                                        Rest.of(kind, one)))
                        .forEach(resting::add);
            }
        }
        return resting;
    }

    /// KEDA's own kind of target is a deployment when nothing is said.
    private static boolean aims(JsonNode scaler, ObjectRef target) {
        JsonNode aim = scaler.path("spec").path("scaleTargetRef");
        return aim.path("name").asText().equals(target.name())
                && aim.path("kind").asText("Deployment").equals(target.kind().type())
                && aim.path("apiVersion").asText(APPS).startsWith(APPS);
    }

    /// What KEDA made goes when KEDA rests.
    private static boolean ofKeda(JsonNode scaler) {
        for (JsonNode owner : scaler.path("metadata").path("ownerReferences")) {
            if (owner.path("kind").asText().equals(ObjectKind.SCALED_OBJECT.type())) {
                return true;
            }
        }
        return false;
    }

    private static void insistOnNoOwner(ObjectRef ref, ObjectNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                throw BackoutException.of(
                        ErrorCode.PAUSE_REFUSED,
                        "%s is made by %s %s, which would undo a change, and which Backout cannot tell to rest"
                                .formatted(
                                        ref.text(),
                                        owner.path("kind").asText(),
                                        owner.path("name").asText()),
                        "pause it by a command: with an undo, in writes.pause");
            }
        }
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }
}
