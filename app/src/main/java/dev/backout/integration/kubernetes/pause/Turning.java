package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.Fields;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Turns objects, and turns them back. Either can be done again after dying in its middle: an
/// object and the note on it change in one request.
///
/// @param cluster where they are
/// @param run whose pause it is
record Turning(Cluster cluster, String run) {
    /// Changes an object, and writes what stood there on it.
    ///
    /// @throws BackoutException `step-failed` when the object is gone or another one
    ObjectNode turn(Turn turn, Deadline deadline) {
        ObjectNode now =
                cluster.change(
                        turn.ref(),
                        object -> {
                            insistOnIdentity(turn, object);
                            turn(turn, object);
                        },
                        deadline);
        if (now == null) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED, "%s is gone".formatted(turn.ref().text()));
        }
        return now;
    }

    /// Whether an object is turned already, by this run.
    boolean turned(Turn turn, Deadline deadline) {
        ObjectNode object = cluster.get(turn.ref(), deadline);
        Note note = object == null ? null : Note.on(object);
        return object != null
                && note != null
                && note.run().equals(run)
                && turn.settings().stream()
                        .allMatch(setting ->
                                Fields.fits(setting.during(), Fields.at(object, setting.path())));
    }

    /// Gives an object back. What somebody else changed meanwhile stays as they made it.
    ///
    /// @return what a person has to know; empty when all is as it was
    String back(Turn turn, Deadline deadline) {
        List<String> told = new ArrayList<>();
        ObjectNode now =
                cluster.change(
                        turn.ref(),
                        object -> {
                            told.clear();
                            back(turn, object, told);
                        },
                        deadline);
        return now == null
                ? turn.ref().text() + " is gone, so nothing could be given back to it"
                : String.join("; ", told);
    }

    /// The values of now go before those that were noted: an autoscaler may have acted since. A
    /// note that is there already says what stood there before any pause.
    private void turn(Turn turn, ObjectNode object) {
        Note there = Note.on(object);
        List<Setting> settings = new ArrayList<>();
        for (Setting setting : turn.settings()) {
            Setting noted = there == null ? null : there.setting(setting.path());
            JsonNode now = Fields.at(object, setting.path());
            settings.add(
                    setting.before(
                            noted != null && Fields.fits(noted.during(), now)
                                    ? noted.before()
                                    : now));
        }
        settings.forEach(setting -> Fields.put(object, setting.path(), setting.during()));
        new Note(run, settings).write(object);
    }

    private void back(Turn turn, ObjectNode object, List<String> told) {
        Note note = Note.on(object);
        if (note != null && !note.run().equals(run)) {
            told.add(
                    "%s is paused by run %s now, which gives it back"
                            .formatted(turn.ref().text(), note.run()));
            return;
        }
        if (note == null && !turn.uid().equals(uid(object))) {
            told.add(turn.ref().text() + " was made anew meanwhile, and is left as it is");
            return;
        }
        for (Setting setting : note == null ? turn.settings() : note.settings()) {
            JsonNode now = Fields.at(object, setting.path());
            if (Fields.fits(setting.during(), now)) {
                Fields.put(object, setting.path(), setting.before());
            } else if (!Objects.equals(now, setting.before())) {
                told.add(left(turn, setting, now));
            }
        }
        Note.erase(object);
    }

    private static String left(Turn turn, Setting setting, @Nullable JsonNode now) {
        return "%s: somebody changed %s to %s meanwhile, which stays; it was %s"
                .formatted(
                        turn.ref().text(),
                        setting.path().getLast(),
                        now == null ? "nothing" : now,
                        setting.before() == null ? "nothing" : setting.before());
    }

    private static void insistOnIdentity(Turn turn, ObjectNode object) {
        if (!turn.uid().equals(uid(object))) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "%s is not the one that was noted: it was made anew since, or this is another cluster"
                            .formatted(turn.ref().text()));
        }
    }

    static String uid(ObjectNode object) {
        return object.path("metadata").path("uid").asText();
    }
}
