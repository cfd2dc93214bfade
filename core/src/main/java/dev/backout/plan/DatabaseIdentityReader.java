package dev.backout.plan;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Asks a database who it is.
///
/// Any role may call `pg_control_system()` unless somebody revoked it (seen on 14 and 18); where it
/// is refused the system identifier is empty, and only OID and name are compared.
public final class DatabaseIdentityReader {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private DatabaseIdentityReader() {}

    /// The identity of the database that this connection leads to; the connection is in autocommit
    /// mode.
    public static DatabaseIdentity read(Connection connection) {
        String sql =
                """
                select oid, datname from pg_catalog.pg_database
                where datname = pg_catalog.current_database()\
                """;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            if (!found.next()) {
                throw new SQLException("the server does not know the database");
            }
            return new DatabaseIdentity(system(connection), found.getLong(1), found.getString(2));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "asking the database who it is failed", e);
        }
    }

    /// Stops unless this is the database that is meant.
    ///
    /// @throws BackoutException `plan-elsewhere`
    public static void insist(DatabaseIdentity meant, DatabaseIdentity found) {
        boolean sameSystem =
                meant.systemIdentifier().isEmpty()
                        || found.systemIdentifier().isEmpty()
                        || meant.systemIdentifier().equals(found.systemIdentifier());
        if (!sameSystem || meant.oid() != found.oid() || !meant.name().equals(found.name())) {
            throw BackoutException.of(
                    ErrorCode.PLAN_ELSEWHERE,
                    "this plan was made for database %s, and this is %s"
                            .formatted(text(meant), text(found)),
                    "nothing was executed; name the right database with --env or --url, or make a"
                            + " plan for this one: backout plan");
        }
    }

    private static String text(DatabaseIdentity identity) {
        return "%s (OID %d of system %s)"
                .formatted(
                        identity.name(),
                        identity.oid(),
                        identity.systemIdentifier().isEmpty()
                                ? "unknown"
                                : identity.systemIdentifier());
    }

    private static String system(Connection connection) throws SQLException {
        String sql = "select system_identifier::text from pg_catalog.pg_control_system()";
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getString(1) : "";
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }
}
