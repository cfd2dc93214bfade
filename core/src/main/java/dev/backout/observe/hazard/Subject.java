package dev.backout.observe.hazard;

import dev.backout.diff.Change;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.LossKind;
import dev.backout.observe.Observation;
import dev.backout.observe.Parts;
import dev.backout.observe.StatementObservation;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;

import java.util.List;

/// What finders look at.
///
/// @param observation what the migration did
/// @param data what becomes of data
record Subject(Observation observation, DataVerdict data) {
    /// A changed object before and after.
    record Pair<T extends DbObject>(T before, T after) {}

    /// Objects of a class that were dropped, without parts of dropped tables.
    <T extends DbObject> List<T> dropped(Class<T> kind) {
        return observation.changes().stream()
                .filter(change -> change instanceof Change.Dropped)
                .map(change -> ((Change.Dropped) change).entry().object())
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(object -> !goesWithTable(object))
                .toList();
    }

    /// Objects of a class that were created, without parts of new tables.
    <T extends DbObject> List<T> created(Class<T> kind) {
        return observation.changes().stream()
                .filter(change -> change instanceof Change.Created)
                .map(change -> ((Change.Created) change).entry().object())
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(object -> !comesWithTable(object))
                .toList();
    }

    /// Objects of a class that were there before and differ.
    <T extends DbObject> List<Pair<T>> altered(Class<T> kind) {
        return observation.changes().stream()
                .filter(change -> change instanceof Change.Altered)
                .map(change -> (Change.Altered) change)
                .filter(altered -> kind.isInstance(altered.before().object()))
                .map(altered ->
                        new Pair<>(
                                kind.cast(altered.before().object()),
                                kind.cast(altered.after().object())))
                .toList();
    }

    /// Objects that have another name of their own.
    List<Change.Altered> renamed() {
        return observation.changes().stream()
                .filter(change -> change instanceof Change.Altered altered && altered.renamed())
                .map(change -> (Change.Altered) change)
                .toList();
    }

    /// Losses of one kind.
    List<Loss> losses(LossKind kind) {
        return data.losses().stream().filter(loss -> loss.kind() == kind).toList();
    }

    /// The traced statement that changed the object, else the first one that names it; 0 when none
    /// does.
    int lineOf(Address object) {
        for (StatementObservation traced : observation.statements()) {
            if (traced.changes().stream().anyMatch(change -> change.address().equals(object))) {
                return traced.statement().line();
            }
        }
        return observation.script().lineOf(object);
    }

    private boolean goesWithTable(DbObject object) {
        Address table = Parts.tableOf(object);
        return !table.equals(object.address()) && observation.isDropped(table);
    }

    private boolean comesWithTable(DbObject object) {
        Address table = Parts.tableOf(object);
        return !table.equals(object.address()) && observation.isNew(table);
    }
}
