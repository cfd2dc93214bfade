package dev.backout.run;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.Connection;
import java.sql.SQLException;

/// Settings of the session that carries out a step.
public final class SessionSettings {
    private static final String INVALID_PARAMETER = "22023";

    private SessionSettings() {}

    private static final String SET = "select pg_catalog.set_config(?, ?, ?)";

    /// Sets something until the transaction ends.
    public static void local(Connection connection, String setting, String value)
            throws SQLException {
        set(connection, setting, value, true);
    }

    /// The same, as soon as it was sent.
    static void set(Pipeline settings, String setting, String value, boolean local) {
        settings.run(SET, setting, value, local);
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

    /// A session that may write although the database is shut for writes by its own setting.
    ///
    /// @param connection in autocommit mode
    /// @throws BackoutException `database-unreachable`; the connection is closed then
    public static Connection writing(Connection connection) {
        try {
            session(connection, "default_transaction_read_only", "off");
            return connection;
        } catch (SQLException e) {
            BackoutException failure =
                    SqlFailure.of(
                            ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
            OpenSessions.close(connection, failure);
            throw failure;
        }
    }

    private static void set(Connection connection, String setting, String value, boolean local)
            throws SQLException {
        Sql.first(connection, SET, row -> row.getString(1), setting, value, local);
    }
}
