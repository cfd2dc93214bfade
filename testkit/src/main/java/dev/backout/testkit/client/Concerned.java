package dev.backout.testkit.client;

import dev.backout.diff.Change;
import dev.backout.observe.Parts;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The objects of a schema that changes may concern: the rest need not be played again.
final class Concerned {
    private Concerned() {}

    static Set<Address> all(Snapshot schema) {
        Set<Address> all = new HashSet<>();
        schema.units().values().forEach(unit -> all.add(unit.entries().getFirst().address()));
        return all;
    }

    /// What changes, the tables on either side of a foreign key of it, and the tables with columns
    /// of a type that changes; everything when something else than tables and enums changes.
    static Set<Address> by(List<Change> changes, Snapshot schema) {
        Set<Address> changed = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (Change change : changes) {
            for (Address address : addresses(change)) {
                switch (address.kind()) {
                    case ENUM_TYPE -> types.add(Identifiers.dotted(address.path()));
                    case TABLE, COLUMN, CONSTRAINT, SEQUENCE, VIEW, MATERIALIZED_VIEW ->
                            changed.add(Parts.tableOf(address));
                    case INDEX -> {}
                    default -> {
                        return all(schema);
                    }
                }
            }
            tables(change, changed);
        }
        Set<Address> concerned = new HashSet<>(changed);
        schema.units().values().forEach(unit -> neighbours(unit, changed, types, concerned));
        return concerned;
    }

    private static List<Address> addresses(Change change) {
        return change instanceof Change.Altered(Entry before, Entry after)
                ? List.of(before.address(), after.address())
                : List.of(change.address());
    }

    private static void tables(Change change, Set<Address> changed) {
        switch (change) {
            case Change.Created(Entry entry) -> changed.add(Parts.tableOf(entry.object()));
            case Change.Dropped(Entry entry) -> changed.add(Parts.tableOf(entry.object()));
            case Change.Altered(Entry before, Entry after) -> {
                changed.add(Parts.tableOf(before.object()));
                changed.add(Parts.tableOf(after.object()));
            }
        }
    }

    private static void neighbours(
            Unit unit, Set<Address> changed, Set<String> types, Set<Address> concerned) {
        Address table = unit.entries().getFirst().address();
        if (table.kind() != ObjectKind.TABLE) {
            return;
        }
        for (Entry entry : unit.entries()) {
            if (entry.object() instanceof Constraint constraint
                    && constraint.references() != null) {
                if (changed.contains(table)) {
                    concerned.add(constraint.references());
                } else if (changed.contains(constraint.references())) {
                    concerned.add(table);
                }
            } else if (entry.object() instanceof Column column
                    && types.contains(column.type().replace("[]", ""))) {
                concerned.add(table);
            }
        }
    }
}
