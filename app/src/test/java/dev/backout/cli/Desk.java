package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.migration.Script;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.testkit.server.JudgeServer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// A project in a folder, a database of its own, and the commands as they are typed there.
final class Desk {
    private static final String HISTORY =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                checksum varchar(64) NOT NULL, finished_at timestamptz,
                migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                started_at timestamptz NOT NULL DEFAULT now(),
                applied_steps_count integer NOT NULL DEFAULT 0)\
            """;

    private final Path folder;
    private final String url;
    private final Map<String, String> environment = new HashMap<>();

    private Desk(Path folder, String url) {
        this.folder = folder;
        this.url = url;
        environment.put("DATABASE_URL", url);
    }

    /// What a command answered.
    record Answer(ExitCode exit, String out, String err) {
        Answer is(ExitCode expected) {
            assertThat(exit).as(out + err).isEqualTo(expected);
            assertThat(out + err).doesNotContain("\tat ", "Exception");
            return this;
        }
    }

    /// An empty project and a database with an empty history.
    static Desk open(JudgeServer server, Path folder) throws SQLException, IOException {
        Desk desk = new Desk(folder, server.plainUrl(server.createDatabase()));
        Files.createDirectories(folder.resolve(".git"));
        desk.write("prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n");
        desk.execute(HISTORY);
        return desk;
    }

    Path folder() {
        return folder;
    }

    String url() {
        return url;
    }

    /// Runs a command where there is no terminal.
    Answer type(String... arguments) {
        return typeIn(folder, arguments);
    }

    /// The same from another folder.
    Answer typeIn(Path where, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell =
                new Shell(
                        where,
                        environment,
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.Terminals.NONE);
        ExitCode exit = new Backout(shell).run(arguments);
        return new Answer(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Adds a migration to the project and deploys it as Prisma would.
    void deploy(String name, String sql) throws SQLException, IOException {
        migration(name, sql);
        try (Connection connection = connect()) {
            assertThat(SimpleQuery.run(connection, sql))
                    .isInstanceOf(MessageOutcome.Completed.class);
            String row =
                    "INSERT INTO _prisma_migrations VALUES (?, ?, now(), ?, NULL, NULL,"
                            + " clock_timestamp(), 1)";
            try (PreparedStatement insert = connection.prepareStatement(row)) {
                insert.setString(1, "id of " + name);
                insert.setString(2, Script.sha256(sql.getBytes(StandardCharsets.UTF_8)));
                insert.setString(3, name);
                insert.execute();
            }
        }
    }

    /// Adds a migration to the project.
    void migration(String name, String sql) throws IOException {
        write("prisma/migrations/" + name + "/migration.sql", sql);
    }

    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() {
        return Database.connect(DatabaseAddress.parse(url, folder));
    }
}
