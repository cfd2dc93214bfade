package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An object that is changed while writes are paused, as it was noted before anything was touched.
///
/// @param uid which object of that name: one that is made anew has another
/// @param awaited whether what it runs is waited for
/// @param settings what is changed
record Turn(ObjectRef ref, String uid, boolean awaited, List<Setting> settings) {
    private static final JsonMapper JSON = new JsonMapper();

    Turn {
        settings = List.copyOf(settings);
    }

    /// What is done to it, in a word.
    String verb() {
        return switch (ref.kind()) {
            case DEPLOYMENT, STATEFUL_SET ->
                    settings.stream().anyMatch(one -> one.path().getLast().equals("replicas"))
                            ? "scale to zero"
                            : "set variables on";
            case AUTOSCALER,
                    SCALED_OBJECT,
                    CRON_JOB,
                    APPLICATION,
                    APPLICATION_SET,
                    KUSTOMIZATION,
                    HELM_RELEASE,
                    REPLICA_SET,
                    JOB,
                    POD ->
                    "suspend";
        };
    }

    /// What is changed, a line each.
    List<String> lines() {
        return settings.stream()
                .map(setting ->
                        "%s: %s from %s to %s"
                                .formatted(
                                        ref.text(),
                                        setting.path().getLast(),
                                        shown(setting.before()),
                                        shown(setting.during())))
                .toList();
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null ? "nothing" : value.path("value").asText(value.toString());
    }

    /// For the arguments of a step.
    String text() {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("kind", ref.kind().name())
                        .put("namespace", ref.namespace())
                        .put("name", ref.name())
                        .put("uid", uid)
                        .put("awaited", awaited);
        settings.forEach(setting -> json.withArray("settings").add(setting.json()));
        return json.toString();
    }

    static Turn of(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Turn(
                    new ObjectRef(
                            ObjectKind.valueOf(json.path("kind").asText()),
                            json.path("namespace").asText(),
                            json.path("name").asText()),
                    json.path("uid").asText(),
                    json.path("awaited").asBoolean(),
                    Setting.list(json.path("settings")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BackoutException(
                    ErrorCode.JOURNAL_INVALID,
                    "the run notes an object of a cluster that this Backout cannot read",
                    List.of("use the Backout that began the run"),
                    e);
        }
    }
}
