package dev.backout.run;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;

/// Settings of the session that carries out a step.
public final class SessionSettings {
    private static final String INVALID_PARAMETER = "22023";

    private SessionSettings() {}

    /// Sets something until the transaction ends.
    public static void local(Connection connection, String setting, String value)
            throws SQLException {
        set(connection, setting, value, true);
    }

    /// Sets something until the session ends.
    public static void session(Connection connection, String setting, String value)
            throws SQLException {
        set(connection, setting, value, false);
    }

    /// Lets the server notice within a second that this process is gone, also in the middle of a
    /// long statement. Servers on some systems cannot do that.
    ///
    /// @param connection in autocommit mode
    public static void watchForOurEnd(Connection connection) throws SQLException {
        try {
            session(connection, "client_connection_check_interval", "1s");
        } catch (SQLException e) {
            if (!INVALID_PARAMETER.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static void set(Connection connection, String setting, String value, boolean local)
            throws SQLException {
        Sql.first(
                connection,
                "select pg_catalog.set_config(?, ?, ?)",
                row -> row.getString(1),
                setting,
                value,
                local);
    }
}
