package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tables that foreign keys reach when rows are deleted: a scratch database without rows does not
/// show them.
final class Cascades {
    private Cascades() {}

    /// What ON DELETE CASCADE, SET NULL and SET DEFAULT do to tables that are not written already.
    static List<TableWrite> of(Snapshot before, List<TableWrite> writes) {
        Deque<Address> open = new ArrayDeque<>();
        Set<Address> known = new HashSet<>();
        for (TableWrite write : writes) {
            known.add(write.table());
            if (write.does(Operation.DELETE)) {
                open.add(write.table());
            }
        }
        List<TableWrite> more = new ArrayList<>();
        if (open.isEmpty()) {
            return more;
        }
        List<Constraint> keys = foreignKeys(before);
        while (!open.isEmpty()) {
            Address table = open.remove();
            for (Constraint key : keys) {
                Address child = key.address().table();
                if (table.equals(key.references()) && acts(key) && known.add(child)) {
                    more.add(write(key, child));
                    if (deletes(key)) {
                        open.add(child);
                    }
                }
            }
        }
        return more;
    }

    private static TableWrite write(Constraint key, Address child) {
        return deletes(key)
                ? new TableWrite(child, Set.of(Operation.DELETE), Set.of(), false, Set.of(), 0)
                : new TableWrite(
                        child,
                        Set.of(Operation.UPDATE),
                        Set.copyOf(key.columns()),
                        false,
                        Set.of(),
                        0);
    }

    private static boolean acts(Constraint key) {
        return deletes(key) || key.definition().contains("ON DELETE SET ");
    }

    private static boolean deletes(Constraint key) {
        return key.definition().contains("ON DELETE CASCADE");
    }

    private static List<Constraint> foreignKeys(Snapshot snapshot) {
        List<Constraint> keys = new ArrayList<>();
        for (Entry entry : snapshot.entries()) {
            if (entry.object() instanceof Constraint constraint
                    && constraint.type() == ConstraintType.FOREIGN_KEY) {
                keys.add(constraint);
            }
        }
        return keys;
    }
}
