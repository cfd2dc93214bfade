package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.integration.kubernetes.Fields;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A place in an object that has another value while writes are paused.
///
/// @param path where; an item of a list by its name
/// @param before what stood there; null when nothing did
/// @param during what stands there meanwhile; null for nothing
record Setting(List<String> path, @Nullable JsonNode before, @Nullable JsonNode during) {
    Setting {
        path = List.copyOf(path);
    }

    /// What stands there now; or before any pause, where an earlier one was never given back.
    static Setting now(ObjectNode object, List<String> path, @Nullable JsonNode during) {
        Note note = Note.on(object);
        Setting noted = note == null ? null : note.setting(path);
        JsonNode there = Fields.at(object, path);
        return new Setting(
                path,
                noted != null && Fields.fits(noted.during(), there) ? noted.before() : there,
                during);
    }

    /// The number that stood there.
    ///
    /// @param usual where none did
    int number(int usual) {
        return before == null ? usual : before.asInt(usual);
    }

    Setting before(@Nullable JsonNode other) {
        return new Setting(path, other, during);
    }

    Setting during(@Nullable JsonNode other) {
        return new Setting(path, before, other);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        path.forEach(json.putArray("path")::add);
        if (before != null) {
            json.set("before", before);
        }
        if (during != null) {
            json.set("during", during);
        }
        return json;
    }

    static Setting of(JsonNode json) {
        List<String> path = new ArrayList<>();
        json.path("path").forEach(step -> path.add(step.asText()));
        return new Setting(path, json.get("before"), json.get("during"));
    }

    static List<Setting> list(JsonNode items) {
        List<Setting> settings = new ArrayList<>();
        items.forEach(item -> settings.add(of(item)));
        return List.copyOf(settings);
    }
}
