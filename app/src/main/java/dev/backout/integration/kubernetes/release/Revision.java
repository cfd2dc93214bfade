package dev.backout.integration.kubernetes.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a deployment was at some time: a replica set.
///
/// @param set as it was read
record Revision(ObjectNode set) {
    private static final String NUMBER = "deployment.kubernetes.io/revision";

    String name() {
        return set.path("metadata").path("name").asText();
    }

    int number() {
        return set.path("metadata").path("annotations").path(NUMBER).asInt();
    }

    /// The images of the containers, in their order.
    List<String> images() {
        return images(set.path("spec").path("template"));
    }

    /// The image of a container; null when there is none of that name.
    @Nullable String image(String container) {
        for (JsonNode one : set.path("spec").path("template").path("spec").path("containers")) {
            if (one.path("name").asText().equals(container)) {
                return one.path("image").asText();
            }
        }
        return null;
    }

    /// Whether pods of it are there and none serves. Of what has no pods, nobody knows.
    boolean ailing() {
        return set.path("spec").path("replicas").asInt() > 0
                && set.path("status").path("readyReplicas").asInt() == 0;
    }

    /// The pod template as the deployment had it: without the mark that tells pods apart.
    JsonNode template() {
        JsonNode template = set.path("spec").path("template").deepCopy();
        if (template.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove("pod-template-hash");
        }
        return template;
    }

    /// `revision 12 (shop:1.4.1)`.
    String text() {
        return "revision %d (%s)".formatted(number(), String.join(", ", images()));
    }

    static List<String> images(JsonNode template) {
        List<String> images = new ArrayList<>();
        for (JsonNode container : template.path("spec").path("containers")) {
            images.add(container.path("image").asText());
        }
        return List.copyOf(images);
    }
}
