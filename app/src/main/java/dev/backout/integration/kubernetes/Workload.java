package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/// A deployment or a stateful set as it was read.
///
/// @param object all of it
public record Workload(ObjectNode object) {
    /// How many pods it wants.
    public int wanted() {
        return object.path("spec").path("replicas").asInt(1);
    }

    /// Whether its controller has seen what it has to be now.
    boolean seen() {
        return object.path("status").path("observedGeneration").asLong()
                >= object.path("metadata").path("generation").asLong();
    }

    /// How many pods there are that are not ending.
    int pods() {
        return status("replicas");
    }

    /// How many pods have the template of now.
    int updated() {
        return status("updatedReplicas");
    }

    /// How many pods serve, and have done so for `minReadySeconds`. A server leaves out zero.
    int ready() {
        return status("availableReplicas");
    }

    /// When the controller has given up on a template; empty when it has not.
    String givenUp() {
        return condition("reason", "ProgressDeadlineExceeded").path("lastUpdateTime").asText();
    }

    /// Why the controller may not make pods (a quota, a policy); empty when it may.
    String refusal() {
        return condition("type", "ReplicaFailure").path("message").asText();
    }

    private JsonNode condition(String field, String value) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path(field).asText().equals(value)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    /// How many pods may be away while they are replaced. A stateful set's wait for each other.
    public int mayBeAway() {
        JsonNode strategy = object.path("spec").path("strategy");
        if (strategy.path("type").asText().equals("Recreate")) {
            return wanted();
        }
        String away = strategy.path("rollingUpdate").path("maxUnavailable").asText("0");
        return away.endsWith("%")
                ? wanted() * Integer.parseInt(away.substring(0, away.length() - 1)) / 100
                : Integer.parseInt(away);
    }

    /// Its containers' names.
    public List<String> containers() {
        List<String> names = new ArrayList<>();
        template()
                .path("spec")
                .path("containers")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    /// Its pod template.
    public JsonNode template() {
        return object.path("spec").path("template");
    }

    /// The selector of its pods, as a query has it.
    public String selector() {
        JsonNode selector = object.path("spec").path("selector");
        List<String> terms = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> terms.add(label.getKey() + "=" + label.getValue().asText()));
        for (JsonNode expression : selector.path("matchExpressions")) {
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            String key = expression.path("key").asText();
            String among = "(" + String.join(",", values) + ")";
            terms.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> key + " in " + among;
                        case "NotIn" -> key + " notin " + among;
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return String.join(",", terms);
    }

    private int status(String name) {
        return object.path("status").path(name).asInt();
    }
}
