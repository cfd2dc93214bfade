package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Fields;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What stands on an object that is paused: it is written in the same request as the change itself,
/// so that whoever finds the object knows how to give it back, with no journal at hand.
///
/// @param run whose pause it is
/// @param settings what is changed, and what stood there
record Note(String run, List<Setting> settings) {
    /// The annotation.
    static final String NAME = "backout.dev/paused";

    private static final List<String> PATH = List.of("metadata", "annotations", NAME);
    private static final List<String> OURS =
            List.of("fieldsV1", "f:metadata", "f:annotations", "f:" + NAME);
    private static final JsonMapper JSON = new JsonMapper();

    Note {
        settings = List.copyOf(settings);
    }

    /// The note on an object; null when it has none, or one that only was copied there.
    static @Nullable Note on(ObjectNode object) {
        JsonNode text = Fields.at(object, PATH);
        if (text == null || copied(object)) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(text.asText());
            return new Note(json.path("run").asText(), Setting.list(json.path("settings")));
        } catch (JsonProcessingException e) {
            throw new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "the annotation %s of %s was edited and cannot be read"
                            .formatted(NAME, object.path("metadata").path("name").asText()),
                    List.of("give the object back by hand, and take the annotation away"),
                    e);
        }
    }

    /// A deployment's annotations are copied to its replica sets, where they outlive the pause, and
    /// `kubectl rollout undo` copies them back. The cluster notes who wrote them.
    private static boolean copied(ObjectNode object) {
        JsonNode writers = object.path("metadata").path("managedFields");
        for (JsonNode writer : writers) {
            if (writer.path("manager").asText().equals(Cluster.OURSELVES)
                    && Fields.at(writer, OURS) != null) {
                return false;
            }
        }
        return !writers.isEmpty();
    }

    void write(ObjectNode object) {
        ObjectNode json = JSON.createObjectNode().put("run", run);
        settings.forEach(setting -> json.withArray("settings").add(setting.json()));
        Fields.put(object, PATH, Fields.text(json.toString()));
    }

    static void erase(ObjectNode object) {
        Fields.put(object, PATH, null);
    }

    /// What the note says of a place; null when nothing.
    @Nullable Setting setting(List<String> path) {
        for (Setting setting : settings) {
            if (setting.path().equals(path)) {
                return setting;
            }
        }
        return null;
    }
}
