package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Fields;
import dev.backout.integration.kubernetes.ObjectRef;
import dev.backout.integration.kubernetes.Workload;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Lets an object that is at zero do a little, without giving it back.
///
/// @param object as it was read; changed in place
/// @param ref which it is
/// @param run whose pause it has to be
public record Loosening(ObjectNode object, ObjectRef ref, String run) {
    /// So many pods.
    public void pods(int much) {
        Note note = note();
        write(note, List.of(replicas(note, JsonNodeFactory.instance.numberNode(much))));
    }

    /// As many pods as before, each of which does so much at once.
    public void variable(List<String> containers, String name, int much) {
        Note note = note();
        List<Setting> settings = new ArrayList<>();
        Setting replicas = replicas(note, null);
        settings.add(replicas.during(replicas.before()));
        for (String container : containers) {
            List<String> path = PauseNoter.variable(container, name);
            JsonNode entry = PauseNoter.entry(name, String.valueOf(much));
            settings.add(Setting.now(object, path, entry));
        }
        write(note, settings);
    }

    /// How many pods it had before any pause.
    public static int before(Workload workload) {
        Setting setting = Setting.now(workload.object(), PauseNoter.REPLICAS, null);
        JsonNode before = setting.before();
        return before == null ? 1 : before.asInt(1);
    }

    private Note note() {
        Note note = Note.on(object);
        if (note == null || !note.run().equals(run)) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "%s is not held any more: somebody gave it back".formatted(ref.text()),
                    "look whether it does what it should: kubectl get %s %s -n %s"
                            .formatted(ref.kind().plural(), ref.name(), ref.namespace()));
        }
        return note;
    }

    private Setting replicas(Note note, @Nullable JsonNode during) {
        Setting noted = note.setting(PauseNoter.REPLICAS);
        return noted == null
                ? Setting.now(object, PauseNoter.REPLICAS, during)
                : noted.during(during);
    }

    private void write(Note note, List<Setting> changed) {
        List<Setting> settings = new ArrayList<>(changed);
        note.settings().stream()
                .filter(one -> changed.stream().noneMatch(other -> other.path().equals(one.path())))
                .forEach(settings::add);
        changed.forEach(one -> Fields.put(object, one.path(), one.during()));
        new Note(run, settings).write(object);
    }
}
