package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.integration.kubernetes.Fields;
import dev.backout.integration.kubernetes.ObjectKind;

import java.util.List;

/// What makes a controller rest.
final class Rest {
    private static final List<String> LEAST = List.of("spec", "minReplicas");
    private static final List<String> BEHAVIOR = List.of("spec", "behavior");
    private static final List<String> SUSPENDED = List.of("spec", "suspend");
    private static final List<String> AUTOMATED = List.of("spec", "syncPolicy", "automated");
    private static final List<String> KEDA =
            List.of("metadata", "annotations", "autoscaling.keda.sh/paused");

    private Rest() {}

    /// The settings; none when it rests already.
    static List<Setting> of(ObjectKind kind, ObjectNode object) {
        return switch (kind) {
            case AUTOSCALER -> autoscaler(object);
            case SCALED_OBJECT -> List.of(Setting.now(object, KEDA, Fields.text("true")));
            case APPLICATION ->
                    Fields.at(object, AUTOMATED) == null && Note.on(object) == null
                            ? List.of()
                            : List.of(Setting.now(object, AUTOMATED, null));
            case KUSTOMIZATION, HELM_RELEASE ->
                    List.of(
                            Setting.now(
                                    object, SUSPENDED, JsonNodeFactory.instance.booleanNode(true)));
            case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, CRON_JOB, JOB, POD, APPLICATION_SET ->
                    throw new IllegalArgumentException(kind + " controls nothing");
        };
    }

    /// Kubernetes' own has no switch: it is told not to scale in either direction, and to be
    /// content with one pod, since it enforces its least number whatever it was told. At zero it
    /// rests by itself.
    private static List<Setting> autoscaler(ObjectNode object) {
        JsonNode behavior = Fields.at(object, BEHAVIOR);
        ObjectNode still =
                behavior instanceof ObjectNode there
                        ? there.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        still.withObject("scaleUp").put("selectPolicy", "Disabled");
        still.withObject("scaleDown").put("selectPolicy", "Disabled");
        Setting stands = Setting.now(object, BEHAVIOR, still);
        Setting least = Setting.now(object, LEAST, JsonNodeFactory.instance.numberNode(1));
        return least.number(1) > 1 ? List.of(stands, least) : List.of(stands);
    }
}
