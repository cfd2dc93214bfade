package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.TakenOut;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Counts the live rows that refer to others, and those that refer to them.
///
/// @param start the schema now
record Referring(LiveCounter counter, Snapshot start) {
    /// Rows of a table.
    ///
    /// @param rows selects their `tableoid` and `ctid`
    record Rows(Address table, String rows) {}

    /// How many rows of which tables, the nearest first.
    Map<Address, Count> to(Rows named) {
        Map<Address, Count> all = new LinkedHashMap<>();
        Set<Constraint> seen = new HashSet<>();
        Deque<Rows> open = new ArrayDeque<>();
        open.add(named);
        while (!open.isEmpty()) {
            Rows rows = open.remove();
            for (Constraint key : TakenOut.keysTo(start, rows.table())) {
                if (seen.add(key)) {
                    Rows children = children(rows, key);
                    Count count =
                            counter.query("SELECT count(*) FROM (%s) x".formatted(children.rows()));
                    if (count.value() != 0) {
                        all.merge(children.table(), count, Referring::sum);
                        open.add(children);
                    }
                }
            }
        }
        return all;
    }

    private static Count sum(Count one, Count other) {
        return one.value() < 0 || other.value() < 0
                ? Count.UNKNOWN
                : new Count(one.value() + other.value(), false);
    }

    private static Rows children(Rows parents, Constraint key) {
        Address child = key.address().table();
        return new Rows(
                child,
                "SELECT c.tableoid, c.ctid FROM %s c WHERE EXISTS (SELECT 1 FROM %s p WHERE %s AND (p.tableoid, p.ctid) IN (%s))"
                        .formatted(
                                Identifiers.dotted(child.path()),
                                Identifiers.dotted(parents.table().path()),
                                TakenOut.pairs(key),
                                parents.rows()));
    }
}
