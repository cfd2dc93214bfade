package dev.backout.run;

import java.sql.Connection;
import java.sql.SQLException;

/// Migrations that were backed out come back into the history, unless somebody brought them back
/// already.
///
/// @param check of the plan that brings them back: it knows them as absent
record HistoryAgain(PlanCheck check, HistoryPutBack back) implements HistoryWork {
    @Override
    public void insist(Connection connection) {
        check.insistOnHistory(connection);
    }

    @Override
    public int apply(Connection connection) throws SQLException {
        return back.apply(connection);
    }
}
