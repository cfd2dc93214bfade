package dev.backout.database;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/// Whether a session is one server process from its login to its end, as locks and settings of a
/// session need it. A pooler in transaction mode hands every transaction to whichever process is
/// free, and need not be told by the URL. Stateless.
public final class DirectSession {
    /// Enough for a pooler that takes its processes in turn as well as for one that takes the last.
    private static final int ROUNDS = 3;

    private static final String PROBE = "backout.probe";

    private static final Set<String> OTHERS_STATEMENTS = Set.of("42P05", "26000");

    private DirectSession() {}

    /// The same, where the other session is opened only when it is needed.
    ///
    /// @param others opens sessions of the same login, in autocommit mode
    public static void insist(Connection session, Supplier<Connection> others) throws SQLException {
        int process = process(session);
        if (process != session.unwrap(PGConnection.class).getBackendPID()) {
            try (Connection other = others.get()) {
                insist(session, process, other);
            }
        }
    }

    /// Stops when transactions of a session end up in several processes. Costs nothing where the
    /// process that answers is the one that took the login.
    ///
    /// @param session in autocommit mode
    /// @param process the server's process of its last transaction
    /// @param other another session of the same login, in autocommit mode
    /// @throws BackoutException `configuration-invalid`
    public static void insist(Connection session, int process, Connection other)
            throws SQLException {
        if (process == session.unwrap(PGConnection.class).getBackendPID()) {
            return;
        }
        if (!stays(session, process, other)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "something between here and the server hands transactions to several sessions:"
                            + " a transaction pooler, of which the URL does not tell",
                    "nothing was executed; the migration tool's lock and ours hold in one session"
                            + " alone: set DIRECT_URL to the database itself, or give --url");
        }
    }

    /// A process that somebody else used before has his prepared statements, and not ours.
    private static boolean stays(Connection session, int process, Connection other)
            throws SQLException {
        try {
            return kept(session, process, other);
        } catch (SQLException e) {
            if (OTHERS_STATEMENTS.contains(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /// While the other one holds a transaction open, the session is asked who it is: a pooler gives
    /// one of the two a process that it gave the other before.
    private static boolean kept(Connection session, int process, Connection other)
            throws SQLException {
        Sql.ask(session, "select pg_catalog.set_config(?, 'kept', false) is null", PROBE);
        int first = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int beside = processInTransaction(other, session, process);
            boolean same = round == 0 || beside == first;
            first = beside;
            if (beside == 0 || beside == process || !same) {
                return false;
            }
        }
        return true;
    }

    /// The process of the other session, or 0 when the first one was not where it was.
    private static int processInTransaction(Connection other, Connection session, int process)
            throws SQLException {
        other.setAutoCommit(false);
        try {
            int found = process(other);
            return found != process && unchanged(session, process) ? found : 0;
        } finally {
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    private static boolean unchanged(Connection session, int process) throws SQLException {
        return process(session) == process
                && Sql.ask(
                        session,
                        "select pg_catalog.current_setting(?, true) is not distinct from 'kept'",
                        PROBE);
    }

    private static int process(Connection connection) throws SQLException {
        Integer found =
                Sql.first(connection, "select pg_catalog.pg_backend_pid()", row -> row.getInt(1));
        return found == null ? 0 : found;
    }
}
