package dev.backout.proof;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The physical order of columns: a column that was dropped comes back as the last one.
final class ColumnOrder {
    private ColumnOrder() {}

    /// One line for each table whose columns stand in another order than before.
    static List<String> notes(Snapshot before, Snapshot now) {
        List<String> notes = new ArrayList<>();
        for (Unit unit : now.units().values()) {
            if (before.units().get(unit.root()) == unit) {
                continue;
            }
            Entry root = now.find(unit.root());
            Entry then = root == null ? null : before.find(root.address());
            if (root == null || then == null || root.object().kind() != ObjectKind.TABLE) {
                continue;
            }
            Unit earlier = before.units().get(then.id());
            if (earlier != null && !columns(earlier).equals(columns(unit))) {
                notes.add(note(root.address(), columns(earlier), columns(unit)));
            }
        }
        return notes;
    }

    private static String note(Address table, List<String> before, List<String> now) {
        String last = now.getLast();
        return before.getLast().equals(last)
                ? "the columns of %s stand in another order".formatted(table.text())
                : "column %s of %s comes last now".formatted(last, table.text());
    }

    private static List<String> columns(Unit unit) {
        return unit.entries().stream()
                .filter(entry -> entry.object() instanceof Column)
                .sorted(Comparator.comparingInt(entry -> entry.id().sub()))
                .map(entry -> entry.address().name())
                .toList();
    }
}
