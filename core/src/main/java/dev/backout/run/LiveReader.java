package dev.backout.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.time.Duration;

/// Reads the whole catalog over one session, several times in a run: the server plans its queries
/// once. For one thread.
final class LiveReader {
    private final Connection connection;
    private @Nullable CatalogReader reader;

    LiveReader(Connection connection) {
        this.connection = connection;
    }

    /// @param lockTimeout how long one query waits behind somebody's lock
    Snapshot read(Duration lockTimeout) {
        CatalogReader known = reader;
        reader = known == null ? CatalogReader.on(connection, lockTimeout) : known.again();
        return reader.read();
    }
}
