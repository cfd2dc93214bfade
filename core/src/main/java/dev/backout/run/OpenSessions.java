package dev.backout.run;

import dev.backout.database.DirectSession;
import dev.backout.database.OneProcessor;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/// The two sessions of a process that carries out a run: one that works, and one that looks on.
///
/// @param worker does the steps
/// @param watch reads, and tells who is in the way
/// @param catalog reads the catalog over the session that looks on
/// @param settings what the role has by default
/// @param pids the server's processes of the two
record OpenSessions(
        Connection worker,
        Connection watch,
        LiveReader catalog,
        ClientSettings settings,
        List<Integer> pids)
        implements AutoCloseable {
    OpenSessions {
        pids = List.copyOf(pids);
    }

    /// @throws BackoutException `configuration-invalid` when they are not the server's own
    ///   sessions, `database-unreachable`
    static OpenSessions open(Supplier<Connection> connections) {
        Connection worker = connections.get();
        try {
            Connection watch = connections.get();
            ClientSettings settings = ClientSettings.of(worker);
            Integer process =
                    Sql.first(worker, "select pg_catalog.pg_backend_pid()", row -> row.getInt(1));
            if (process == null) {
                throw new SQLException("the server does not know its session");
            }
            DirectSession.insist(worker, process, watch);
            SessionSettings.watchForOurEnd(worker);
            Sql.execute(watch, OneProcessor.SESSION);
            return new OpenSessions(
                    worker,
                    watch,
                    new LiveReader(watch),
                    settings,
                    List.of(pid(worker), pid(watch)));
        } catch (SQLException e) {
            throw talking(e);
        } catch (BackoutException e) {
            close(worker, e);
            throw e;
        }
    }

    /// The server's process of the session that works.
    int workerPid() {
        return pids.getFirst();
    }

    /// Names both sessions after a run, so that a later process finds them.
    void name(String run) {
        try {
            SessionSettings.session(worker, "application_name", run);
            SessionSettings.session(watch, "application_name", run);
        } catch (SQLException e) {
            throw talking(e);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    public void close() {
        try (worker;
                watch) {
            // Both are closed, whatever the first one says.
        } catch (SQLException e) {
            throw talking(e);
        }
    }

    /// Closes a session that is of no use, for that reason.
    static void close(Connection connection, BackoutException reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static BackoutException talking(SQLException e) {
        return SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
    }
}
