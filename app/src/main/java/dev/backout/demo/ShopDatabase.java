package dev.backout.demo;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.LiveSchema;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// An embedded server with the database `shop`, which belongs to an ordinary role of that name.
/// Closing it takes the server and its files away.
public final class ShopDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScratchServer server;
    private final String url;

    private ShopDatabase(ScratchServer server, String url) {
        this.server = server;
        this.url = url;
    }

    /// Starts the newest embedded PostgreSQL.
    public static ShopDatabase start() {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        ScratchServer server = servers.start(new ScratchRequest.Embedded(servers.newestEmbedded()));
        try (ScratchDatabase door = server.create()) {
            String password = UUID.randomUUID().toString();
            must(door.admin(), "CREATE ROLE shop LOGIN PASSWORD '" + password + "'");
            // Scratch servers allow little, since foreign SQL runs there; this one's is our own.
            must(door.admin(), "ALTER ROLE shop SET temp_file_limit = -1");
            must(door.admin(), "CREATE DATABASE shop OWNER shop");
            int port = port(door.admin());
            return new ShopDatabase(
                    server, "postgresql://shop:%s@127.0.0.1:%d/shop".formatted(password, port));
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw new BackoutException(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    "the demo's database cannot be made: " + e.getMessage(),
                    List.of(),
                    e);
        }
    }

    /// Its URL with the password, as Prisma takes it.
    public String url() {
        return url;
    }

    /// Which server it is on, for people.
    public String description() {
        return server.description();
    }

    /// A session of the owner.
    public Connection connect() {
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    /// Its schema now, without our records and the history.
    public Snapshot snapshot() {
        try (Connection connection = connect()) {
            return LiveSchema.read(connection, Prisma.usual().table(), RecordSchema.USUAL, PATIENCE)
                    .snapshot();
        } catch (SQLException e) {
            throw new BackoutException(
                    ErrorCode.INTERNAL, "the demo's database: " + e.getMessage(), List.of(), e);
        }
    }

    /// How the schema now differs from an earlier one.
    public List<String> differences(Snapshot before) {
        return ChangeText.differences(SchemaDiff.byName(before, snapshot()));
    }

    @Override
    public void close() {
        server.close();
    }

    /// Runs what cannot go wrong.
    public static void must(Connection connection, String sql) {
        if (SimpleQuery.run(connection, sql) instanceof MessageOutcome.Failed failed) {
            throw new IllegalStateException(failed.failure().message());
        }
    }

    private static int port(Connection connection) throws SQLException {
        String jdbc = connection.getMetaData().getURL();
        return URI.create(jdbc.substring("jdbc:".length())).getPort();
    }
}
