package dev.backout.migration.supabase;

import dev.backout.migration.DeployHistory;
import dev.backout.migration.Migration;

import java.sql.Connection;
import java.sql.SQLException;

/// What `supabase db push` writes into its history: one row per migration, with its statements, in
/// the migration's own transaction, and none of a failure. It leaves the settings of a session
/// alone, so that a search path of the role or of the database holds.
record DeployRows() implements DeployHistory {
    @Override
    public void enter(Connection connection) {
        // Its scripts run with the settings of the role.
    }

    @Override
    public void create(Connection connection) throws SQLException {
        HistoryWriter.complete(connection);
    }

    @Override
    public boolean announces() {
        return false;
    }

    @Override
    public String begin(Connection connection, Migration migration) throws SQLException {
        return HistoryWriter.insert(connection, migration);
    }
}
