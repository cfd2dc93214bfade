package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.sql.Secrets;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Why pods do not start, in a few words.
///
/// @param cluster where they are
record PodTrouble(Cluster cluster) {
    private static final int MOST = 3;
    private static final int LINES = 2;
    private static final int LENGTH = 300;

    /// Each reason once, with the end of what a container said that ends again and again.
    List<String> reasons(List<ObjectNode> pods) {
        Set<String> reasons = new LinkedHashSet<>();
        Set<String> kinds = new LinkedHashSet<>();
        for (ObjectNode pod : pods) {
            for (String list : List.of("initContainerStatuses", "containerStatuses")) {
                for (JsonNode container : pod.path("status").path(list)) {
                    String reason = reason(container);
                    if (!reason.isEmpty() && kinds.add(reason) && reasons.size() < MOST) {
                        reasons.add(text(pod, container, reason));
                    }
                }
            }
            unschedulable(pod, reasons);
        }
        return List.copyOf(reasons);
    }

    /// Whether a container of it does not start, or ends again and again.
    static boolean failing(JsonNode pod) {
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            for (JsonNode container : pod.path("status").path(list)) {
                if (!reason(container).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String reason(JsonNode container) {
        JsonNode state = container.path("state");
        String waiting = state.path("waiting").path("reason").asText();
        if (!waiting.isEmpty()) {
            return List.of("ContainerCreating", "PodInitializing").contains(waiting) ? "" : waiting;
        }
        JsonNode ended = state.path("terminated");
        return ended.path("exitCode").asInt() == 0
                ? ""
                : ended.path("reason").asText("ended with status " + ended.path("exitCode"));
    }

    private String text(JsonNode pod, JsonNode container, String reason) {
        String name = pod.path("metadata").path("name").asText();
        String said =
                container.path("restartCount").asInt() > 0
                                || container.path("state").has("terminated")
                        ? said(pod, container)
                        : container.path("state").path("waiting").path("message").asText();
        String text = "pod %s: %s".formatted(name, reason);
        return said.isEmpty() ? text : "%s (%s)".formatted(text, shortened(said));
    }

    private String said(JsonNode pod, JsonNode container) {
        String log =
                cluster.log(
                        pod.path("metadata").path("namespace").asText(),
                        pod.path("metadata").path("name").asText(),
                        container.path("name").asText(),
                        container.path("restartCount").asInt() > 0);
        List<String> lines = log.lines().map(String::strip).filter(one -> !one.isEmpty()).toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static void unschedulable(JsonNode pod, Set<String> reasons) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("reason").asText().equals("Unschedulable")) {
                reasons.add(
                        "no node takes the pods: " + shortened(condition.path("message").asText()));
            }
        }
    }

    private static String shortened(String text) {
        String masked = Secrets.maskedText(text);
        return masked.length() <= LENGTH ? masked : masked.substring(0, LENGTH) + "...";
    }
}
