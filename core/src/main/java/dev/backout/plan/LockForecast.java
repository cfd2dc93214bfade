package dev.backout.plan;

import dev.backout.observe.LockMode;
import dev.backout.observe.Measures;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.Rebuilding;
import dev.backout.vault.merge.Fill;
import dev.backout.vault.merge.Returning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the run will lock and how long that may take, from what was measured on a scratch database
/// and from the sizes of the live tables. Pure.
final class LockForecast {
    /// Rates of an ordinary server whose tables are half in memory; one that is slower or busier
    /// takes longer. They make an order of magnitude, not a promise.
    private static final long REWRITTEN_BYTES_PER_SECOND = 50L << 20;

    private static final long SCANNED_BYTES_PER_SECOND = 400L << 20;
    private static final Duration PER_STATEMENT = Duration.ofMillis(3);

    /// Of a table with two indexes: 181 s for ten million rows.
    private static final long NANOS_PER_UPDATED_ROW = 18_000;

    /// With the primary key of the copy: 9 s for ten million values.
    private static final long NANOS_PER_KEPT_VALUE = 900;

    private LockForecast() {}

    /// The locks that others feel, strongest first; our own records are nobody's.
    ///
    /// @param measures of the inverse, by the live names of the tables
    /// @param records the schema of Backout's records, unquoted
    static List<PlannedLock> locks(Measures measures, TableSizes sizes, String records) {
        List<PlannedLock> locks = new ArrayList<>();
        for (Map.Entry<Address, LockMode> lock : measures.locks().entrySet()) {
            Address table = lock.getKey();
            boolean felt =
                    lock.getValue().strongerThan(LockMode.ROW_SHARE)
                            && !table.first().equals(records);
            boolean hasRows =
                    table.kind() == ObjectKind.TABLE
                            || table.kind() == ObjectKind.MATERIALIZED_VIEW;
            if (felt && hasRows) {
                TableSize size = sizes.of(table);
                locks.add(
                        new PlannedLock(
                                table,
                                lock.getValue().server(),
                                size.rows(),
                                size.bytes(),
                                measures.rewritten().contains(table),
                                measures.scanned().contains(table)));
            }
        }
        locks.sort(
                Comparator.comparing((PlannedLock lock) -> LockMode.ofServer(lock.mode()))
                        .reversed()
                        .thenComparing(PlannedLock::table));
        return locks;
    }

    /// How many values an UPDATE brings back in a time.
    static long updatedRows(Duration time) {
        return time.toNanos() / NANOS_PER_UPDATED_ROW;
    }

    /// How many values of a column that goes are put into the vault in a time.
    static long keptValues(Duration time) {
        return time.toNanos() / NANOS_PER_KEPT_VALUE;
    }

    /// About how long the statements of an undo will take once they have their locks: values come
    /// out of the vault, and what goes is put into it.
    ///
    /// @param copied columns that go, and were copied beforehand
    static Duration expected(
            Undo.Found found, List<PlannedLock> locks, TableSizes sizes, List<String> copied) {
        Rehearsal rehearsal = found.rehearsal();
        boolean bulk = found.statements().stream().anyMatch(one -> Rebuilding.is(one.sql()));
        Set<Long> later = rehearsal.fills().stream().map(Fill::capture).collect(Collectors.toSet());
        long nanos = 0;
        for (Returning one : found.returning()) {
            if (!bulk && !one.moves() && !later.contains(one.holding().capture().id())) {
                nanos += Math.max(0, one.holding().kept().rows()) * NANOS_PER_UPDATED_ROW;
            }
        }
        for (Address column : going(rehearsal)) {
            if (!copied.contains(column.text())) {
                nanos += Math.max(0, sizes.of(table(column)).rows()) * NANOS_PER_KEPT_VALUE;
            }
        }
        return expected(locks, found.statements().size()).plusNanos(nanos);
    }

    /// Columns that go from tables that stay.
    static List<Address> going(Rehearsal rehearsal) {
        List<Address> going = new ArrayList<>();
        for (Entry entry : rehearsal.start().entries()) {
            if (entry.object() instanceof Column column
                    && column.generation() == Generation.NONE
                    && rehearsal.end().find(entry.id()) == null
                    && rehearsal.end().find(entry.id().whole()) != null) {
                going.add(column.address());
            }
        }
        return going;
    }

    static Address table(Address column) {
        return Address.of(ObjectKind.TABLE, column.first(), column.table().name());
    }

    /// About how long the statements will take once they have their locks.
    static Duration expected(List<PlannedLock> locks, int statements) {
        long millis = PER_STATEMENT.toMillis() * statements;
        for (PlannedLock lock : locks) {
            long bytes = Math.max(0, lock.bytes());
            if (lock.rewritten()) {
                millis += bytes * 1000 / REWRITTEN_BYTES_PER_SECOND;
            } else if (lock.scanned()) {
                millis += bytes * 1000 / SCANNED_BYTES_PER_SECOND;
            }
        }
        return Duration.ofMillis(millis);
    }
}
