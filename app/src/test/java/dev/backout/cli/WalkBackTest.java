package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.migration.Script;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A whole history is backed out, the newest migration first, by `plan` and `run`, by the role that
/// owns the database. Before each migration the schema was noted; it has to come back every time.
class WalkBackTest {
    private static final List<String> HISTORY =
            List.of(
                    """
                    CREATE TYPE mood AS ENUM ('good', 'bad');
                    CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL,
                        mood mood NOT NULL DEFAULT 'good');
                    CREATE TABLE orders (id int PRIMARY KEY,
                        user_id int NOT NULL REFERENCES users ON DELETE CASCADE);
                    """,
                    """
                    CREATE UNIQUE INDEX users_email_key ON users (email);
                    CREATE VIEW happy AS SELECT id, email FROM users WHERE mood = 'good';
                    COMMENT ON VIEW happy IS 'read by somebody';
                    """,
                    "ALTER TYPE mood ADD VALUE 'odd';",
                    """
                    ALTER TABLE orders RENAME COLUMN user_id TO customer_id;
                    ALTER TABLE orders ADD COLUMN total numeric(12, 2) NOT NULL DEFAULT 0;
                    CREATE TABLE items (order_id int REFERENCES orders, name text);
                    """,
                    """
                    DROP VIEW happy;
                    DROP TABLE items;
                    ALTER TABLE users ALTER COLUMN email TYPE varchar(200);
                    """);

    @TempDir private Path folder;

    @Test
    void everyMigrationOfAHistoryIsBackedOut() throws SQLException, IOException {
        DatabaseAddress address = database(JudgeServer.shared(18));
        Files.createDirectories(folder.resolve(".git"));
        write("prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n");
        List<Snapshot> states = new ArrayList<>();
        for (int i = 0; i < HISTORY.size(); i++) {
            states.add(read(address));
            apply(address, i);
        }
        for (int i = HISTORY.size() - 1; i >= 0; i--) {
            backout(address, "plan", "--strategy", "inverse");
            backout(address, "run", "backout-plan.json", "--yes");
            assertThat(read(address).sameAs(states.get(i))).as(name(i)).isTrue();
            Files.delete(script(i));
            Files.delete(script(i).getParent());
        }
    }

    private DatabaseAddress database(JudgeServer server) throws SQLException {
        String name = server.createDatabase();
        try (Connection admin = server.connect(name);
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE walker LOGIN");
            statement.execute("ALTER DATABASE " + name + " OWNER TO walker");
        }
        String url = server.plainUrl(name).replace("postgres@", "walker@");
        DatabaseAddress address = DatabaseAddress.parse(url, folder);
        execute(
                address,
                """
                CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                    checksum varchar(64) NOT NULL, finished_at timestamptz,
                    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                    started_at timestamptz NOT NULL DEFAULT now(),
                    applied_steps_count integer NOT NULL DEFAULT 0)\
                """);
        return address;
    }

    private void apply(DatabaseAddress address, int number) throws SQLException, IOException {
        String sql = HISTORY.get(number);
        write("prisma/migrations/" + name(number) + "/migration.sql", sql);
        try (Connection connection = Database.connect(address)) {
            assertThat(SimpleQuery.run(connection, sql))
                    .isInstanceOf(MessageOutcome.Completed.class);
        }
        execute(
                address,
                """
                INSERT INTO _prisma_migrations VALUES ('%d', '%s', now(), '%s', NULL, NULL,
                    clock_timestamp(), 1)\
                """
                        .formatted(
                                number,
                                Script.sha256(sql.getBytes(StandardCharsets.UTF_8)),
                                name(number)));
    }

    private void backout(DatabaseAddress address, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        Shell shell =
                new Shell(
                        folder,
                        Map.of("DATABASE_URL", address.masked()),
                        new ByteArrayInputStream(new byte[0]),
                        stream,
                        stream,
                        Shell.Terminals.NONE);
        ExitCode exit = new Backout(shell).run(arguments);
        String text = output.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(text).isEqualTo(ExitCode.DONE);
        assertThat(text).doesNotContain("by somebody else");
    }

    private static Snapshot read(DatabaseAddress address) throws SQLException {
        try (Connection connection = Database.connect(address)) {
            return new RecordSchema(RecordSchema.USUAL)
                    .hiddenFrom(CatalogReader.on(connection, Duration.ZERO).read());
        }
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = Database.connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path script(int number) {
        return folder.resolve("prisma/migrations/" + name(number) + "/migration.sql");
    }

    private static String name(int number) {
        return "2026010%d000000_step".formatted(number + 1);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
