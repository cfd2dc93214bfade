package dev.backout.demo.shop;

import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;

import org.postgresql.Driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// The shop's sessions of its database, kept as applications keep them: one that was ended is
/// thrown away before it is used. For any thread.
///
/// @param address where
/// @param idle those that nobody uses
/// @param places how many there may be at the same time: the server has few
record Sessions(DatabaseAddress address, ConcurrentLinkedDeque<Connection> idle, Semaphore places) {
    private static final int PATIENCE_SECONDS = 2;
    private static final int MOST = 3;

    static Sessions of(DatabaseAddress address) {
        return new Sessions(address, new ConcurrentLinkedDeque<>(), new Semaphore(MOST, true));
    }

    /// What is done with a session, in one transaction.
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /// Does it and commits. A session in which something failed is not used again.
    <T> T transaction(Work<T> work) throws SQLException {
        places.acquireUninterruptibly();
        try {
            return transaction(work, take());
        } finally {
            places.release();
        }
    }

    private <T> T transaction(Work<T> work, Connection connection) throws SQLException {
        try {
            T result = work.with(connection);
            connection.commit();
            idle.push(connection);
            return result;
        } catch (SQLException e) {
            discard(connection, e);
            throw e;
        }
    }

    private Connection take() throws SQLException {
        Connection kept = idle.poll();
        while (kept != null) {
            if (kept.isValid(PATIENCE_SECONDS)) {
                kept.commit();
                return kept;
            }
            kept.close();
            kept = idle.poll();
        }
        return connect();
    }

    /// Under a name of its own: sessions that are called `backout` are left alone when writes are
    /// paused.
    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("ApplicationName", "shop");
        Secret password = address.password();
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        Connection connection = new Driver().connect(address.jdbcUrl(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not know " + address.place());
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private static void discard(Connection connection, SQLException why) {
        try {
            connection.close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
