package dev.backout.run;

import dev.backout.observe.LockMode;
import dev.backout.plan.PlannedLock;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import java.sql.Connection;
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

    void take(Connection connection, Snapshot live) throws StepFailure {
        for (PlannedLock lock : sorted()) {
            Entry entry = live.find(lock.table());
            // The server locks tables alone by command, and no foreign ones.
            if (entry != null && entry.object() instanceof Table table && table.foreign() == null) {
                take(connection, lock);
            }
        }
    }

    private List<PlannedLock> sorted() {
        return locks.stream()
                .filter(lock -> lock.table().kind() == ObjectKind.TABLE)
                .sorted(
                        Comparator.comparing((PlannedLock lock) -> LockMode.ofServer(lock.mode()))
                                .thenComparing(PlannedLock::table))
                .toList();
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
