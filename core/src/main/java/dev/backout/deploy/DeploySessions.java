package dev.backout.deploy;

import dev.backout.database.SessionZone;
import dev.backout.database.Sql;
import dev.backout.migration.DeployHistory;
import dev.backout.run.SessionSettings;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/// The sessions of a deployment: one for everything, as the tool has it, since whoever holds the
/// tool's lock then is whoever works; and one that tells who is in the way.
///
/// @param worker holds the tool's lock and does the work
/// @param watch looks on
/// @param history whose settings scripts run with
record DeploySessions(Connection worker, Connection watch, DeployHistory history)
        implements AutoCloseable {
    /// With another session that looks on.
    static DeploySessions of(
            Connection worker, Supplier<Connection> connections, DeployHistory history)
            throws SQLException {
        DeploySessions sessions = new DeploySessions(worker, connections.get(), history);
        sessions.fresh();
        return sessions;
    }

    /// What a script left changed in the session is gone; the session's locks stay.
    void fresh() throws SQLException {
        Sql.execute(worker, "reset session authorization; reset all");
        SessionZone.of(worker).enter(worker, false);
        SessionSettings.watchForOurEnd(worker);
        history.enter(worker);
    }

    /// In the transaction of a script: another role, or another search path, that it set must not
    /// be in the way of what is written behind it.
    void ours() throws SQLException {
        Sql.execute(worker, "set local session authorization default; set local role none");
        SessionSettings.local(worker, "search_path", "pg_catalog, pg_temp");
    }

    /// The server's process of the session that works.
    int workerPid() {
        try {
            return worker.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException("the driver knows its process", e);
        }
    }

    @Override
    public void close() throws SQLException {
        watch.close();
    }
}
