package dev.backout.run;

import dev.backout.database.GentleLock;
import dev.backout.observe.LockMode;
import dev.backout.plan.PlannedLock;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Takes the locks of a plan before anything is done, in the mode that will be needed: nobody can
/// change the tables any more once they are checked, and no lock has to be raised later, which is
/// how deadlocks come about. The strongest are taken last, since they stop others most.
///
/// @param locks what the plan says; tables that are not there yet are passed over
record TableLocks(List<PlannedLock> locks) {
    TableLocks {
        locks = List.copyOf(locks);
    }

    /// @param patience the lock timeout of the transaction
    void take(Connection connection, Snapshot live, Duration patience) throws StepFailure {
        List<PlannedLock> there = sorted(live);
        Attempt.within(
                "waiting for vacuums of the tables to give way",
                () -> {
                    GentleLock.take(connection, keptOut(there), patience);
                    return 0;
                });
        for (PlannedLock lock : there) {
            take(connection, lock);
        }
    }

    private static List<String> keptOut(List<PlannedLock> there) {
        return there.stream()
                .filter(lock ->
                        LockMode.ofServer(lock.mode())
                                .conflictsWith(LockMode.SHARE_UPDATE_EXCLUSIVE))
                .map(lock -> "only " + Identifiers.dotted(lock.table().path()))
                .toList();
    }

    private List<PlannedLock> sorted(Snapshot live) {
        return locks.stream()
                .filter(lock -> isTable(live.find(lock.table())))
                .sorted(
                        Comparator.comparing((PlannedLock lock) -> LockMode.ofServer(lock.mode()))
                                .thenComparing(PlannedLock::table))
                .toList();
    }

    /// The server locks tables alone by command, and no foreign ones.
    private static boolean isTable(@Nullable Entry entry) {
        return entry != null && entry.object() instanceof Table table && table.foreign() == null;
    }

    private static void take(Connection connection, PlannedLock lock) throws StepFailure {
        String sql =
                "lock table only %s in %s mode"
                        .formatted(
                                Identifiers.dotted(lock.table().path()),
                                LockMode.ofServer(lock.mode()).sql());
        if (SimpleQuery.run(connection, sql) instanceof MessageOutcome.Failed failed) {
            throw new StepFailure("locking table " + lock.table().text(), sql, failed.failure());
        }
    }
}
