package dev.backout.run;

import dev.backout.journal.Operator;
import dev.backout.journal.RunRecords;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Plan;
import dev.backout.plan.UndoneMigration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The migrations come back into the history as they were, and their bars are lifted.
record HistoryPutBack(String run, Plan plan, MigrationTool tool, RunRecords runs, Operator operator)
        implements HistoryWork {
    @Override
    public void insist(Connection connection) {
        // Whatever is there of these names now is replaced by what was kept.
    }

    @Override
    public int apply(Connection connection) throws SQLException {
        Bars bars = new Bars(runs.records(), tool);
        int rows = 0;
        for (UndoneMigration migration : plan.migrations()) {
            bars.lift(connection, migration.name(), operator);
            List<String> kept = runs.removed(connection, run, migration.name());
            tool.putBack(connection, migration.name(), kept);
            rows += kept.size();
        }
        return rows;
    }
}
