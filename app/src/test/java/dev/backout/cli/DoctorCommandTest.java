package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.ExitCode;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// `doctor` as it is typed, and the rights that it prints put to the test.
class DoctorCommandTest {
    private static final String FIRST = "CREATE TABLE users (id int PRIMARY KEY, name text);\n";
    private static final String SECOND = "ALTER TABLE users ADD COLUMN nick text;\n";

    private static JudgeServer server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir private Path folder;
    private String database;

    @BeforeAll
    static void start() throws SQLException {
        server = JudgeServer.shared(18);
        execute("postgres", "CREATE ROLE shop_owner LOGIN; CREATE ROLE guest LOGIN");
    }

    @BeforeEach
    void shop() throws SQLException, IOException {
        Files.createDirectories(folder.resolve(".git"));
        database = server.createDatabaseOwnedBy("shop_owner");
        executeAs(
                "shop_owner",
                """
                CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                    checksum varchar(64) NOT NULL, finished_at timestamptz,
                    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                    started_at timestamptz NOT NULL DEFAULT now(),
                    applied_steps_count integer NOT NULL DEFAULT 0)\
                """);
        apply("20260101_first", FIRST);
        apply("20260102_second", SECOND);
        Files.writeString(
                folder.resolve("prisma/schema.prisma"),
                "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n");
    }

    @Test
    void aHealthySiteHasNoProblem() {
        assertThat(run("shop_owner", "doctor")).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains("as it should be", "nothing stands in the way of a run")
                .doesNotContain("problem");
    }

    @Test
    void jsonNamesEveryFinding() throws IOException {
        assertThat(run("shop_owner", "doctor", "--json")).isEqualTo(ExitCode.DONE);
        JsonNode json = new JsonMapper().readTree(text(out));
        assertThat(json.get("runnable").asBoolean()).isTrue();
        List<String> ids = new ArrayList<>();
        List<String> warned = new ArrayList<>();
        for (JsonNode finding : json.get("findings")) {
            ids.add(finding.get("id").asText());
            if (finding.get("severity").asText().equals("warning")) {
                warned.add(finding.get("id").asText());
            }
        }
        // Whether this machine has a pg_dump of the newest server is not ours to say.
        assertThat(warned).isSubsetOf("backup-tool", "backups");
        assertThat(ids).contains("java", "scratch-server", "pooler", "history-table");
    }

    @Test
    void whatIsWrongWithTheProjectIsFoundToo() throws IOException, SQLException {
        Files.writeString(
                folder.resolve("prisma/migrations/20260102_second/migration.sql"), SECOND + "-- x");
        execute(
                database,
                "INSERT INTO _prisma_migrations VALUES ('9', 'c', now(), '20260103_gone', NULL,"
                        + " NULL, now(), 1); CREATE EXTENSION pgcrypto");
        assertThat(run("shop_owner", "doctor")).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains("20260102_second was edited after it was applied")
                .contains("20260103_gone is applied, and ")
                .contains("the scratch server has all of them: pgcrypto");
    }

    @Test
    void withoutADatabaseTheMachineIsExamined() {
        assertThat(new Backout(shell(Map.of())).run("doctor")).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains("no database is named", "scratch-server", "migrations")
                .doesNotContain("pooler");
    }

    @Test
    void withoutAProjectTheDatabaseIsExamined(@TempDir Path elsewhere) {
        Shell shell =
                new Shell(
                        elsewhere,
                        Map.of("DATABASE_URL", url("shop_owner")),
                        new ByteArrayInputStream(new byte[0]),
                        stream(out),
                        stream(err),
                        Shell.Terminals.NONE);
        assertThat(new Backout(shell).run("doctor")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("pooler", "history-table");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAProblem() {
        assertThat(run("nobody", "doctor")).isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("1 problem\n  database", "refuses the login of nobody");
        out.reset();
        String closed = "postgresql://ann:hunter2@127.0.0.1:1/shop?connect_timeout=2";
        assertThat(new Backout(shell(Map.of("DATABASE_URL", closed))).run("doctor"))
                .isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("1 problem\n  database").doesNotContain("hunter2");
        out.reset();
        assertThat(new Backout(shell(Map.of("DATABASE_URL", "mysql://x/y"))).run("doctor"))
                .isEqualTo(ExitCode.NO);
        assertThat(text(out)).contains("Backout knows PostgreSQL only");
    }

    @Test
    void aRoleWithoutAnyRightsGetsEveryRemedy() {
        assertThat(run("guest", "doctor")).isEqualTo(ExitCode.NO);
        assertThat(text(out))
                .contains("3 problems")
                .contains("mend: GRANT shop_owner TO guest;")
                .contains("could not be examined: reading the history");
    }

    @Test
    void theLeastRightsAreEnoughToPlanAndThenToRun() throws SQLException {
        assertThat(run("shop_owner", "doctor", "--grants", "on call")).isEqualTo(ExitCode.DONE);
        String sql = text(out);
        int running = sql.indexOf("-- run, unbar");
        out.reset();

        execute(database, sql.substring(0, running));
        assertThat(run("on call", "status")).as(text(err)).isEqualTo(ExitCode.DONE);
        assertThat(run("on call", "plan", "--strategy", "inverse")).isEqualTo(ExitCode.DONE);
        assertThat(run("on call", "run", "backout-plan.json", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("rights-missing");

        execute(database, sql.substring(running));
        assertThat(run("on call", "run", "backout-plan.json", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(run("on call", "unbar", "--yes", "20260102_second")).isEqualTo(ExitCode.DONE);
        out.reset();
        assertThat(run("shop_owner", "doctor", "--grants", "third")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("GRANT \"on call\" TO third;");
        execute(database, text(out) + "; DROP OWNED BY third; DROP ROLE third");
        execute(database, "DROP OWNED BY \"on call\"; DROP ROLE \"on call\"");
    }

    private void apply(String name, String sql) throws IOException, SQLException {
        Path migration = folder.resolve("prisma/migrations").resolve(name);
        Files.createDirectories(migration);
        Files.writeString(migration.resolve("migration.sql"), sql);
        executeAs("shop_owner", sql);
        executeAs(
                "shop_owner",
                "INSERT INTO _prisma_migrations VALUES ('%s', '%s', now(), '%s', NULL, NULL, now(), 1)"
                        .formatted(name, sha256(sql), name));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExitCode run(String role, String... arguments) {
        return new Backout(shell(Map.of("DATABASE_URL", url(role)))).run(arguments);
    }

    private Shell shell(Map<String, String> environment) {
        return new Shell(
                folder,
                environment,
                new ByteArrayInputStream(new byte[0]),
                stream(out),
                stream(err),
                Shell.Terminals.NONE);
    }

    private String url(String role) {
        return server.plainUrl(database).replace("postgres@", role.replace(" ", "%20") + "@");
    }

    private void executeAs(String role, String sql) throws SQLException {
        execute(database, "SET ROLE " + role + "; " + sql);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream from) {
        return from.toString(StandardCharsets.UTF_8);
    }
}
