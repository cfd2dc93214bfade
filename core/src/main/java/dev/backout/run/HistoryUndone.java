package dev.backout.run;

import dev.backout.journal.RunRecords;
import dev.backout.migration.History;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Plan;
import dev.backout.plan.UndoneMigration;

import java.sql.Connection;
import java.sql.SQLException;

/// The migrations leave the history, are kept whole, and barred.
record HistoryUndone(String run, Plan plan, MigrationTool tool, PlanCheck check, RunRecords runs)
        implements HistoryWork {
    @Override
    public void insist(Connection connection) {
        check.insistOnHistory(connection);
    }

    @Override
    public int apply(Connection connection) throws SQLException {
        Bars bars = new Bars(runs.records(), tool);
        History history = tool.history(connection);
        int removed = 0;
        for (UndoneMigration migration : plan.migrations()) {
            removed +=
                    runs.remove(connection, tool, run, migration, history.rowsOf(migration.name()));
        }
        for (UndoneMigration migration : plan.migrations()) {
            bars.put(connection, migration, run);
        }
        bars.arm(connection);
        return removed;
    }
}
