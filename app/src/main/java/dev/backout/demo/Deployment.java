package dev.backout.demo;

import dev.backout.migration.Script;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// What `prisma migrate deploy` does, statement by statement: the demo has no Node.js.
public final class Deployment {
    private static final String HISTORY =
            """
            CREATE TABLE IF NOT EXISTS _prisma_migrations (
                id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
                finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
                rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count INTEGER NOT NULL DEFAULT 0)
            """;

    /// Prisma's own number.
    private static final String LOCK = "SELECT pg_advisory_lock(72707369)";

    private final Connection connection;

    /// @param connection of the owner
    public Deployment(Connection connection) {
        this.connection = connection;
    }

    /// Makes the history table, applies the migrations that are right, and fills in the rows.
    public void open(ShopProject project) {
        ShopDatabase.must(connection, HISTORY);
        for (String name : ShopProject.GOOD) {
            must(name, project.migration(name));
        }
        ShopDatabase.must(connection, DemoResources.text("rows.sql"));
    }

    /// Applies a migration that the server takes.
    void must(String name, byte[] file) {
        ServerFailure failure = apply(name, file);
        if (failure != null) {
            throw new IllegalStateException(name + ": " + failure.message());
        }
    }

    /// Applies one migration.
    ///
    /// @return why the server refused it, or null
    @Nullable ServerFailure apply(String name, byte[] file) {
        String id = UUID.randomUUID().toString();
        ShopDatabase.must(connection, LOCK);
        try {
            insert(id, Script.sha256(file), name);
            String sql = new String(file, StandardCharsets.UTF_8);
            if (SimpleQuery.run(connection, sql) instanceof MessageOutcome.Failed failed) {
                return failed.failure();
            }
            update("applied_steps_count = applied_steps_count + 1", id);
            update("finished_at = now()", id);
            return null;
        } catch (SQLException e) {
            return ServerFailure.of(e);
        } finally {
            ShopDatabase.must(connection, "SELECT pg_advisory_unlock_all()");
        }
    }

    private void insert(String id, String checksum, String name) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name)"
                                + " VALUES (?, ?, now(), ?)")) {
            insert.setString(1, id);
            insert.setString(2, checksum);
            insert.setString(3, name);
            insert.executeUpdate();
        }
    }

    private void update(String what, String id) throws SQLException {
        try (Statement update = connection.createStatement()) {
            update.executeUpdate(
                    "UPDATE _prisma_migrations SET %s WHERE id = '%s'".formatted(what, id));
        }
    }
}
