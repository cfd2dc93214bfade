package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.Fields;
import dev.backout.integration.kubernetes.ObjectRef;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Changes an object beneath a pause that lies on it.
public final class Beneath {
    private static final List<String> TEMPLATE = List.of("spec", "template");

    private Beneath() {}

    /// Changes what the object will be when the pause ends; until then the pause stays on it.
    ///
    /// @param edit sees and changes the object without the pause's variables
    /// @throws BackoutException `step-failed` when the pause has no place on what it becomes
    public static void pause(ObjectNode object, Consumer<ObjectNode> edit) {
        Note note = Note.on(object);
        List<Setting> lifted =
                note == null
                        ? List.of()
                        : note.settings().stream()
                                .filter(one -> one.path().subList(0, 2).equals(TEMPLATE))
                                .filter(one ->
                                        Fields.fits(one.during(), Fields.at(object, one.path())))
                                .toList();
        lifted.forEach(one -> Fields.put(object, one.path(), one.before()));
        edit.accept(object);
        if (note == null) {
            return;
        }
        List<Setting> settings = new ArrayList<>();
        for (Setting setting : note.settings()) {
            settings.add(lifted.contains(setting) ? again(object, setting) : setting);
        }
        new Note(note.run(), settings).write(object);
    }

    private static Setting again(ObjectNode object, Setting setting) {
        // Below the containers' list: an item by its name.
        List<String> container = setting.path().subList(0, 5);
        if (Fields.at(object, container) == null) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "the release to go back to has no container %s, on which writes are paused by a variable"
                            .formatted(container.getLast()),
                    "pause it by scaling it to zero instead");
        }
        Setting now = setting.before(Fields.at(object, setting.path()));
        Fields.put(object, setting.path(), setting.during());
        return now;
    }

    /// Refuses a lasting change of what is kept as it is in a git repository: when the pause ends,
    /// it would be undone.
    ///
    /// @throws BackoutException `pause-refused`
    public static void insistOnNoKeeper(
            Cluster cluster, ObjectRef ref, ObjectNode object, Deadline deadline) {
        for (Controllers.Resting one : new Controllers(cluster, deadline).of(ref, object, false)) {
            throw BackoutException.of(
                    ErrorCode.PAUSE_REFUSED,
                    "%s is kept as it is in git by %s, which would bring the bad release back"
                            .formatted(ref.text(), one.ref().text()),
                    "revert the commit there, and let a command: of application wait for it");
        }
    }
}
