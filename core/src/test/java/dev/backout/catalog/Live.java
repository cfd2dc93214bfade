package dev.backout.catalog;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// An empty database, a superuser's session in it and a reader of its catalog.
final class Live implements AutoCloseable {
    private final CatalogServer server;
    private final String database;
    private final Connection writer;
    private final Connection connection;
    private final CatalogReader reader;

    private Live(int major) throws SQLException {
        server = CatalogServer.shared(major);
        database = server.newDatabase();
        writer = server.connect(database);
        connection = server.connect(database);
        reader = CatalogReader.on(connection, Duration.ofMillis(200));
    }

    static Live of(int major) throws SQLException {
        return new Live(major);
    }

    Connection writer() {
        return writer;
    }

    CatalogReader reader() {
        return reader;
    }

    Live run(String sql) throws SQLException {
        CatalogServer.execute(writer, sql);
        return this;
    }

    Snapshot read() {
        return reader.read();
    }

    /// Read in a new session, to which settings of the database apply.
    Snapshot readAnew() throws SQLException {
        try (Connection another = server.connect(database)) {
            return CatalogReader.on(another, Duration.ZERO).read();
        }
    }

    /// The object at that address.
    <T extends DbObject> T find(Class<T> type, ObjectKind kind, String... path) {
        Entry entry = read().find(Address.of(kind, path));
        if (entry == null) {
            throw new AssertionError("no " + Address.of(kind, path));
        }
        return type.cast(entry.object());
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        connection.close();
        server.drop(database);
    }
}
