package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.integration.kubernetes.Fields;
import dev.backout.integration.kubernetes.Workload;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Lets an object that is at zero do a little, without giving it back.
public final class Loosening {
    private final ObjectNode object;
    private final Note note;

    private Loosening(ObjectNode object, Note note) {
        this.object = object;
        this.note = note;
    }

    /// Of an object that our pause holds; null when it does not, or not any more.
    ///
    /// @param object as it was read; changed in place
    /// @param run whose pause it has to be
    public static @Nullable Loosening of(ObjectNode object, String run) {
        Note note = Note.on(object);
        return note == null || !note.run().equals(run) ? null : new Loosening(object, note);
    }

    /// So many pods.
    public void pods(int much) {
        write(List.of(replicas(JsonNodeFactory.instance.numberNode(much))));
    }

    /// As many pods as before, each of which does so much at once.
    public void variable(List<String> containers, String name, int much) {
        List<Setting> settings = new ArrayList<>();
        Setting replicas = replicas(null);
        settings.add(replicas.during(replicas.before()));
        for (String container : containers) {
            List<String> path = PauseNoter.variable(container, name);
            JsonNode entry = PauseNoter.entry(name, String.valueOf(much));
            settings.add(Setting.now(object, path, entry));
        }
        write(settings);
    }

    /// How many pods it had before any pause.
    public static int before(Workload workload) {
        return Setting.now(workload.object(), PauseNoter.REPLICAS, null).number(1);
    }

    private Setting replicas(@Nullable JsonNode during) {
        Setting noted = note.setting(PauseNoter.REPLICAS);
        return noted == null
                ? Setting.now(object, PauseNoter.REPLICAS, during)
                : noted.during(during);
    }

    private void write(List<Setting> changed) {
        List<Setting> settings = new ArrayList<>(changed);
        note.settings().stream()
                .filter(one -> changed.stream().noneMatch(other -> other.path().equals(one.path())))
                .forEach(settings::add);
        changed.forEach(one -> Fields.put(object, one.path(), one.during()));
        new Note(note.run(), settings).write(object);
    }
}
