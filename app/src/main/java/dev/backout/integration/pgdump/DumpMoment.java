package dev.backout.integration.pgdump;

import dev.backout.backup.SchemaMarks;
import dev.backout.catalog.CatalogReader;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// One moment of a database that several sessions see: pg_dump's, the one that counts, the one that
/// reads the schema. So what is written down about a dump is exactly what is in it.
final class DumpMoment implements AutoCloseable {
    private static final String BEGIN =
            """
            set statement_timeout = 0;
            set idle_in_transaction_session_timeout = 0;
            set row_security = off;
            begin transaction isolation level repeatable read read only\
            """;

    private final DatabaseAddress address;
    private final Connection connection;
    private final String name;

    private DumpMoment(DatabaseAddress address, Connection connection, String name) {
        this.address = address;
        this.connection = connection;
        this.name = name;
    }

    /// This moment.
    static DumpMoment of(DatabaseAddress address) throws SQLException {
        Connection connection = Database.connect(address);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            try (ResultSet row = statement.executeQuery("select pg_catalog.pg_export_snapshot()")) {
                row.next();
                return new DumpMoment(address, connection, row.getString(1));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// What `pg_dump --snapshot` takes.
    String name() {
        return name;
    }

    /// The session that holds it.
    Connection connection() {
        return connection;
    }

    /// The schema as it was.
    ///
    /// @param patience how long a look at the catalog waits behind a lock
    SchemaMarks schema(Duration patience) throws SQLException {
        try (Connection other = session()) {
            return SchemaMarks.of(CatalogReader.on(other, patience).read());
        }
    }

    /// Another session that sees this moment. What fails in it leaves the moment to the others.
    Connection session() throws SQLException {
        Connection other = Database.connect(address);
        try (Statement statement = other.createStatement()) {
            statement.execute(BEGIN);
            statement.execute("set transaction snapshot '%s'".formatted(name));
            return other;
        } catch (SQLException e) {
            other.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
