package dev.backout.plan;

import dev.backout.observe.LockMode;
import dev.backout.observe.Measures;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What the run will lock and how long that may take, from what was measured on a scratch database
/// and from the sizes of the live tables. Pure.
final class LockForecast {
    /// Rates of an ordinary server whose tables are half in memory; one that is slower or busier
    /// takes longer. They make an order of magnitude, not a promise.
    private static final long REWRITTEN_BYTES_PER_SECOND = 50L << 20;

    private static final long SCANNED_BYTES_PER_SECOND = 400L << 20;
    private static final Duration PER_STATEMENT = Duration.ofMillis(3);

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
