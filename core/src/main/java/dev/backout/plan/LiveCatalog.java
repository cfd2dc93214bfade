package dev.backout.plan;

import dev.backout.catalog.CatalogReader;
import dev.backout.catalog.WholeCatalog;
import dev.backout.database.SessionZone;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;

/// Everything in the catalog of the live database.
///
/// @param snapshot the objects
/// @param user who read it
/// @param major the server's major version
/// @param zone the time zone of a session of that user
public record LiveCatalog(Snapshot snapshot, String user, int major, SessionZone zone) {
    /// Reads it.
    ///
    /// @param connection of its own: its settings are changed
    /// @param patience how long one query waits behind somebody's lock
    public static LiveCatalog read(Connection connection, Duration patience) {
        try {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            String user = currentUser(connection);
            SessionZone zone = SessionZone.of(connection);
            return new LiveCatalog(
                    CatalogReader.on(connection, patience).read(), user, major, zone);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "reading the schema failed", e);
        }
    }

    /// Reads it over up to two sessions.
    ///
    /// @param connections opens sessions on the database, in autocommit mode
    /// @param patience how long one query waits behind somebody's lock
    /// @param dependencies whether to read what depends on what, too
    public static LiveCatalog read(
            Supplier<Connection> connections, Duration patience, boolean dependencies) {
        try (Connection connection = connections.get()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            String user = currentUser(connection);
            SessionZone zone = SessionZone.of(connection);
            WholeCatalog whole = new WholeCatalog(connections, patience, dependencies);
            return new LiveCatalog(whole.read(connection), user, major, zone);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "reading the schema failed", e);
        }
    }

    private static String currentUser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user")) {
            row.next();
            return row.getString(1);
        }
    }
}
