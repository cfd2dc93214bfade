package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
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

    /// How many pods serve.
    int ready() {
        return object.path("status").has("availableReplicas")
                ? status("availableReplicas")
                : status("readyReplicas");
    }

    /// Whether the controller has given up on this template.
    boolean givenUp() {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("reason").asText().equals("ProgressDeadlineExceeded")) {
                return true;
            }
        }
        return false;
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
