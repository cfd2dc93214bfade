package dev.backout.plan;

import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.LossKind;
import dev.backout.observe.Observation;
import dev.backout.schema.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is lost, counted on the live database: what the inverse itself drops, and what the
/// migrations destroyed when they were applied.
final class Casualties {
    private final LiveCounter counter;
    private final Set<Address> filled;
    private final List<Casualty> casualties = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean unknown;
    private boolean lost;

    /// @param filled columns that the inverse fills where they are NULL, which loses nothing
    Casualties(LiveCounter counter, Set<Address> filled) {
        this.counter = counter;
        this.filled = filled;
    }

    /// What the inverse does to data that is there now.
    ///
    /// @param way the inverse on the reproduction of the live schema
    void ofInverse(Observation way) {
        DataVerdict data = DataVerdict.of(way);
        for (Loss loss : data.losses()) {
            switch (loss.kind()) {
                case DROPPED_TABLE ->
                        add(loss, "rows of a table that goes", counter.rows(loss.object()));
                case DROPPED_COLUMN ->
                        add(loss, "values of a column that goes", counter.values(loss.object()));
                case CONVERTED_VALUES ->
                        add(
                                loss,
                                "values that change, " + loss.why(),
                                counter.values(loss.object()));
                case UPDATED_VALUES -> {
                    if (!filled.contains(loss.object())) {
                        add(loss, "values, " + loss.why(), counter.values(loss.object()));
                    }
                }
                case DELETED_ROWS, TRUNCATED_ROWS ->
                        add(loss, "rows, " + loss.why(), counter.rows(loss.object()));
                case DROPPED_SEQUENCE_STATE -> notes.add(loss.text());
                case INSERTED_ROWS_REMAIN -> {}
            }
        }
        for (String line : data.unknown()) {
            unknown = true;
            notes.add("what the inverse does to data is not known: " + line);
        }
    }

    /// What a migration did to data when it was applied, and what does not come back.
    void ofMigration(String name, Observation observation) {
        DataVerdict data = DataVerdict.of(observation);
        for (Loss loss : data.losses()) {
            switch (loss.kind()) {
                case DROPPED_TABLE, TRUNCATED_ROWS, DELETED_ROWS ->
                        gone(loss.object(), "rows were lost when " + name + " was applied");
                case DROPPED_COLUMN, CONVERTED_VALUES, UPDATED_VALUES ->
                        gone(loss.object(), "values were lost when " + name + " was applied");
                case DROPPED_SEQUENCE_STATE ->
                        notes.add("%s, when %s was applied".formatted(loss.text(), name));
                case INSERTED_ROWS_REMAIN ->
                        notes.add(
                                "rows that %s inserted into %s stay"
                                        .formatted(name, loss.object().text()));
            }
        }
        for (String line : data.unknown()) {
            unknown = true;
            notes.add(
                    "what %s did to data depends on rows, and is not known: %s"
                            .formatted(name, line));
        }
    }

    /// Of a migration that is not at hand: what was known when its inverse was kept.
    void ofKept(KeptInverse inverse) {
        String name = inverse.migration();
        KeptInverses.Kept kept = inverse.kept();
        for (String object : kept.losses()) {
            lost = true;
            notes.add("data of %s was lost when %s was applied".formatted(object, name));
        }
        if (kept.data().equals("unknown")) {
            unknown = true;
            notes.add("what %s did to data depends on rows, and is not known".formatted(name));
        }
    }

    /// Of a migration whose script is another one now.
    void ofEdited(String name) {
        unknown = true;
        notes.add(
                "%s was edited after it was applied: what the script that ran did to data is not known"
                        .formatted(name));
    }

    List<Casualty> list() {
        return List.copyOf(casualties);
    }

    /// What a person should know about data and what is no loss.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// The data verdict in a word, as far as counting settles it.
    String verdict() {
        if (lost || !casualties.isEmpty()) {
            return "lost";
        }
        return unknown ? "unknown" : "none";
    }

    private void add(Loss loss, String what, Count count) {
        if (count.none()) {
            notes.add(
                    loss.object().title()
                            + (loss.kind() == LossKind.DROPPED_TABLE
                                    ? " goes, and is empty"
                                    : loss.kind() == LossKind.DROPPED_COLUMN
                                            ? " goes, and holds no value"
                                            : ": nothing is there that could change"));
        } else {
            casualties.add(new Casualty(loss.object(), what, count.value(), count.exact(), false));
        }
    }

    private void gone(Address object, String what) {
        casualties.add(new Casualty(object, what, -1, false, true));
    }
}
