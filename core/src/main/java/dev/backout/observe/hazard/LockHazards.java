package dev.backout.observe.hazard;

import dev.backout.observe.LockMode;
import dev.backout.observe.Measures;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Generation;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Something that makes others wait.
final class LockHazards {
    /// With more tables than this, waiting for all of them at once becomes unlikely to succeed.
    private static final int MANY = 3;

    private LockHazards() {}

    /// Defaults that differ from row to row cannot be kept in the catalog: every row is written.
    static void volatileDefaults(Subject subject, Findings out) {
        for (Column column : subject.created(Column.class)) {
            Address table = column.address().table();
            boolean filled =
                    column.defaultExpression() != null
                            || column.identity() != null
                            || column.generation() == Generation.STORED;
            if (filled && measures(subject).rewritten().contains(table)) {
                out.add(
                        column.address(),
                        "every row of %s is written to fill %s"
                                .formatted(table.text(), column.address().title()));
            }
        }
    }

    static void indexes(Subject subject, Findings out) {
        for (Index index : subject.created(Index.class)) {
            if (writesWait(subject, index.table())) {
                out.add(
                        index.address(),
                        "nobody can write to %s while %s is built"
                                .formatted(index.table().text(), index.address().title()));
            }
        }
        for (Constraint constraint : subject.created(Constraint.class)) {
            Address table = constraint.address().table();
            if (constraint.type().hasIndex() && measures(subject).scanned().contains(table)) {
                out.add(
                        constraint.address(),
                        "nobody can read %s while the index of %s is built"
                                .formatted(table.text(), constraint.address().title()));
            }
        }
    }

    private static boolean writesWait(Subject subject, Address table) {
        LockMode mode = measures(subject).locks().get(table);
        return mode != null && mode.blocksWrites();
    }

    static void rewrites(Subject subject, Findings out) {
        for (Address table : measures(subject).rewritten()) {
            if (table.kind() == ObjectKind.TABLE && !isTruncated(subject, table)) {
                out.add(
                        table,
                        "%s is written anew while nobody can read it".formatted(table.title()));
            }
        }
    }

    private static boolean isTruncated(Subject subject, Address table) {
        return measures(subject).writes().stream()
                .anyMatch(write ->
                        write.table().equals(table)
                                && write.does(dev.backout.observe.Operation.TRUNCATE));
    }

    static void strongLocks(Subject subject, Findings out) {
        Measures measures = measures(subject);
        for (Address table : measures.scanned()) {
            LockMode mode = measures.locks().get(table);
            if (mode != null && mode.blocksReads() && !measures.rewritten().contains(table)) {
                out.add(
                        table,
                        "%s is read from end to end under %s".formatted(table.title(), mode));
            }
        }
    }

    static void manyTables(Subject subject, Findings out) {
        Map<Address, LockMode> locks = measures(subject).locks();
        List<Address> blocked =
                locks.entrySet().stream()
                        .filter(lock -> lock.getValue().blocksWrites())
                        .map(Map.Entry::getKey)
                        .filter(address -> address.kind() == ObjectKind.TABLE)
                        .toList();
        if (blocked.size() > MANY) {
            out.add(
                    "%d tables are locked against writes at once: %s"
                            .formatted(
                                    blocked.size(),
                                    blocked.stream()
                                            .map(Address::text)
                                            .collect(Collectors.joining(", "))),
                    0);
        }
    }

    private static Measures measures(Subject subject) {
        return subject.observation().measures();
    }
}
