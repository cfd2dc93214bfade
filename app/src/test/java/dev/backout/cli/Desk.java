package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.SessionZone;
import dev.backout.database.Sql;
import dev.backout.error.ExitCode;
import dev.backout.migration.Script;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.UndoneMigration;
import dev.backout.planfile.PlanFiles;
import dev.backout.schema.Identifiers;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.testkit.supabase.SupabaseServer;

import org.jspecify.annotations.Nullable;

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
import java.util.List;
import java.util.Map;

/// A project in a folder, a database of its own, and the commands as they are typed there.
final class Desk {
    /// The bad migration of [#planned].
    static final String BAD = "2 bad";

    static final String HISTORY =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                checksum varchar(64) NOT NULL, finished_at timestamptz,
                migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                started_at timestamptz NOT NULL DEFAULT now(),
                applied_steps_count integer NOT NULL DEFAULT 0)\
            """;
    private static final String APPLIED =
            """
            CREATE TABLE users (id int PRIMARY KEY, nickname text);
            INSERT INTO users VALUES (1, 'a'), (2, 'b');
            INSERT INTO _prisma_migrations VALUES
                ('1', 'c1', now(), '1 first', NULL, NULL, now(), 1),
                ('2', 'c2', now(), '2 bad', NULL, NULL, now(), 1)
            """;

    private final JudgeServer server;
    private final Path folder;
    private final String database;
    private final Map<String, String> environment = new HashMap<>();

    private Desk(JudgeServer server, Path folder, String database) {
        this.server = server;
        this.folder = folder;
        this.database = database;
        environment.put("DATABASE_URL", url());
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
        Desk desk = bare(server, folder);
        desk.project();
        return desk;
    }

    /// A project of node-pg-migrate without migrations, and an empty database.
    static Desk nodePg(JudgeServer server, Path folder) throws SQLException, IOException {
        Desk desk = new Desk(server, folder, server.createDatabase());
        Files.createDirectories(folder.resolve(".git"));
        Files.createDirectories(folder.resolve("migrations"));
        desk.write("package.json", "{\"devDependencies\": {\"node-pg-migrate\": \"9.0.0\"}}");
        return desk;
    }

    /// A project of Supabase without migrations, and a database as Supabase makes it.
    static Desk supabase(SupabaseServer supabase, Path folder) throws SQLException, IOException {
        Desk desk = new Desk(supabase.server(), folder, supabase.createDatabase());
        Files.createDirectories(folder.resolve(".git"));
        desk.write("supabase/config.toml", "project_id = \"shop\"\n");
        return desk;
    }

    /// The same project with another database, a copy of this one.
    Desk copy() throws SQLException {
        return new Desk(server, folder, server.createDatabase(database));
    }

    /// No project, and a database with an empty history.
    static Desk bare(JudgeServer server, Path folder) throws SQLException, IOException {
        Desk desk = new Desk(server, folder, server.createDatabase());
        Files.createDirectories(folder.resolve(".git"));
        desk.execute(HISTORY);
        return desk;
    }

    /// No project, a database with a migration too many, and the plan that backs it out.
    static Desk planned(JudgeServer server, Path folder, String plan)
            throws SQLException, IOException {
        Desk desk = bare(server, folder);
        desk.execute(APPLIED);
        Desk twin = new Desk(server, folder, server.createDatabase(desk.database));
        try (Connection live = desk.connect();
                Connection copy = twin.connect()) {
            PlanFiles.write(
                    PlanMaker.make(
                            live,
                            copy,
                            Prisma.usual(),
                            new UndoneMigration(BAD, List.of("2"), List.of("c2")),
                            List.of("ALTER TABLE public.users DROP COLUMN nickname")),
                    folder.resolve(plan));
        }
        twin.drop();
        return desk;
    }

    /// Makes the folder a project without migrations.
    void project() throws IOException {
        write("prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n");
    }

    /// Sets a variable of the environment of what is typed.
    Desk with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    String database() {
        return database;
    }

    Path folder() {
        return folder;
    }

    String url() {
        return server.plainUrl(database);
    }

    /// Sets an environment variable.
    void set(String name, String value) {
        environment.put(name, value);
    }

    /// Runs a command where there is no terminal.
    Answer type(String... arguments) {
        return typeIn(folder, arguments);
    }

    /// The same from another folder.
    Answer typeIn(Path where, String... arguments) {
        return type(where, Shell.Terminals.NONE, "", arguments);
    }

    /// Runs a command on a terminal, where a line is typed to answer it.
    Answer answer(String line, String... arguments) {
        return type(folder, new Shell.Terminals(true, true, true), line, arguments);
    }

    private Answer type(Path where, Shell.Terminals terminals, String typed, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell =
                new Shell(
                        where,
                        environment,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminals);
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

    /// Makes roles, unless others made them before: they are the whole server's.
    void roles(String... names) throws SQLException {
        for (String name : names) {
            execute(
                    """
                    DO $$ BEGIN CREATE ROLE %s;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$\
                    """
                            .formatted(Identifiers.quote(name)));
        }
    }

    /// The first value that a query gives.
    @Nullable String value(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.first(connection, sql, row -> row.getString(1));
        }
    }

    /// The columns of the table that the migration of [#planned] changed.
    @Nullable String columns() throws SQLException {
        return value(
                "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                        + " 'users'::regclass AND attnum > 0 AND NOT attisdropped");
    }

    void drop() throws SQLException {
        server.dropDatabase(database);
    }

    /// A session as the application has one, in the time zone of the database.
    private Connection connect() throws SQLException {
        Connection connection = Database.connect(DatabaseAddress.parse(url(), folder));
        SessionZone.of(connection).enter(connection, false);
        return connection;
    }
}
