package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Generation;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What is lost because the schema changed.
final class SchemaLosses {
    private static final String TABLE_GOES = "the table is dropped with all its rows";
    private static final int MOST_SHOWN = 60;

    private final Observation observation;
    private final List<Loss> losses = new ArrayList<>();

    private SchemaLosses(Observation observation) {
        this.observation = observation;
    }

    static List<Loss> of(Observation observation) {
        SchemaLosses collected = new SchemaLosses(observation);
        observation.changes().forEach(collected::change);
        observation.recreated().forEach(collected::recreated);
        observation.retypings().forEach(collected::retyped);
        observation.trimmed().forEach(collected::trimmed);
        collected.restartedSequences();
        collected.unknownTables();
        return collected.losses;
    }

    private void change(Change change) {
        switch (change) {
            case Change.Dropped(var entry) -> dropped(entry.object());
            case Change.Altered(var before, var after) -> altered(before.object(), after.object());
            case Change.Created _ -> {}
        }
    }

    private void dropped(DbObject object) {
        switch (object) {
            case Table table when table.foreign() == null && table.partitionKey() == null ->
                    add(table, LossKind.DROPPED_TABLE, TABLE_GOES);
            case Column column
                    when holdsValues(column) && !observation.isDropped(tableOf(column)) ->
                    add(column, LossKind.DROPPED_COLUMN, "the column is dropped with its values");
            case Sequence sequence when !goesWithTable(sequence) ->
                    add(
                            sequence,
                            LossKind.DROPPED_SEQUENCE_STATE,
                            "the sequence is dropped with what it had counted to");
            default -> {}
        }
    }

    private void altered(DbObject before, DbObject after) {
        if (before instanceof Column was
                && after instanceof Column is
                && was.identity() != null
                && is.identity() == null
                && !observation.recreated().contains(is.address())) {
            add(
                    was,
                    LossKind.DROPPED_SEQUENCE_STATE,
                    "the identity is dropped with what it had counted to");
        }
        if (before instanceof Column was
                && after instanceof Column is
                && was.generation() == Generation.NONE
                && is.generation() != Generation.NONE) {
            add(was, LossKind.UPDATED_VALUES, "its values are computed now");
        }
    }

    private void recreated(Address address) {
        switch (address.kind()) {
            case TABLE ->
                    losses.add(
                            new Loss(
                                    address,
                                    LossKind.DROPPED_TABLE,
                                    "the table is dropped with all its rows, another one takes its"
                                            + " name"));
            case COLUMN ->
                    losses.add(
                            new Loss(
                                    address,
                                    LossKind.DROPPED_COLUMN,
                                    "the column is dropped with its values, another one takes its"
                                            + " name"));
            case SEQUENCE ->
                    losses.add(
                            new Loss(
                                    address,
                                    LossKind.DROPPED_SEQUENCE_STATE,
                                    "the sequence is dropped, another one takes its name"));
            default -> {}
        }
    }

    private void retyped(Retyping retyping) {
        String expression = UsingClauses.odd(observation.script(), retyping.column().name());
        if (!retyping.lossless()) {
            lost(retyping.column(), retyping.reason());
        } else if (expression != null) {
            lost(retyping.column(), "its values are converted by " + shortened(expression));
        }
    }

    private void trimmed(Address column) {
        losses.add(
                new Loss(
                        column,
                        LossKind.UPDATED_VALUES,
                        "an attribute of its type is dropped with its values"));
    }

    private static String shortened(String expression) {
        String line = expression.strip().replaceAll("\\s+", " ");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + " ...";
    }

    private void lost(Address column, String why) {
        losses.add(new Loss(column, LossKind.CONVERTED_VALUES, why));
    }

    /// New storage of a sequence that looks as before: it was told to restart.
    private void restartedSequences() {
        for (Address address : observation.measures().rewritten()) {
            if (address.kind() == ObjectKind.SEQUENCE
                    && observation.changes().stream().noneMatch(c -> touches(c, address))
                    && !observation.recreated().contains(address)) {
                losses.add(
                        new Loss(
                                address,
                                LossKind.DROPPED_SEQUENCE_STATE,
                                "the sequence starts again"));
            }
        }
    }

    /// What belongs to an extension goes with it, and is no object of its own.
    private void unknownTables() {
        for (Address table : observation.measures().dropped()) {
            if (!observation.isDropped(table) && !observation.recreated().contains(table)) {
                losses.add(new Loss(table, LossKind.DROPPED_TABLE, TABLE_GOES));
            }
        }
    }

    private static boolean touches(Change change, Address sequence) {
        return change.address().equals(sequence)
                || (change instanceof Change.Altered altered
                        && altered.before().address().equals(sequence))
                || identityOf(change, sequence);
    }

    private static boolean identityOf(Change change, Address sequence) {
        Column column =
                switch (change) {
                    case Change.Altered(var before, _) when before.object() instanceof Column c ->
                            c;
                    case Change.Dropped(var entry) when entry.object() instanceof Column c -> c;
                    case Change.Altered _, Change.Dropped _, Change.Created _ -> null;
                };
        return column != null && isIdentity(column, sequence);
    }

    private static boolean isIdentity(Column column, Address sequence) {
        return column.identity() != null && column.identity().sequence().equals(sequence);
    }

    /// An inherited column goes with its parent's, and a generated one has no values of its own.
    private static boolean holdsValues(Column column) {
        return column.generation() == Generation.NONE && !column.inherited();
    }

    private static Address tableOf(Column column) {
        return column.address().table();
    }

    private boolean goesWithTable(Sequence sequence) {
        @Nullable Address owner = sequence.ownedBy();
        return owner != null
                && (observation.isDropped(owner) || observation.isDropped(owner.table()));
    }

    private void add(DbObject object, LossKind kind, String why) {
        losses.add(new Loss(object.address(), kind, why));
    }
}
