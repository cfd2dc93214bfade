package dev.backout.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Connecting to a real server, and every way in which that goes wrong.
class DatabaseTest {
    private static JudgeServer server;
    private static int port;

    @BeforeAll
    static void startServer() throws SQLException {
        server = JudgeServer.start(18);
        port = address(server.plainUrl("postgres")).port();
        execute("CREATE ROLE ann LOGIN PASSWORD 'hunter2'");
        execute("CREATE ROLE single LOGIN CONNECTION LIMIT 0");
        execute("CREATE DATABASE \"my db/ü\"");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void connectsAndCallsItselfBackout() throws SQLException {
        try (Connection connection = Database.connect(address(server.plainUrl("postgres")))) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(text(connection, "SELECT current_setting('application_name')"))
                    .isEqualTo("backout");
        }
    }

    @Test
    void connectsToADatabaseWithAnOddName() throws SQLException {
        try (Connection connection =
                Database.connect(address(url("postgres", "my%20db%2F%C3%BC")))) {
            assertThat(text(connection, "SELECT current_database()")).isEqualTo("my db/ü");
        }
    }

    @Test
    void connectsThroughAUnixSocketAndReadsMuch() throws SQLException {
        String folder = "";
        try (Connection connection = Database.connect(address(server.plainUrl("postgres")))) {
            folder = text(connection, "SELECT current_setting('unix_socket_directories')");
        }
        String first = folder.split(",", 2)[0];
        String url = url("postgres", "postgres") + "?host=" + first;
        try (Connection connection = Database.connect(address(url))) {
            assertThat(text(connection, "SELECT inet_client_addr() IS NULL")).isEqualTo("t");
            assertThat(text(connection, "SELECT repeat('x', 5000000)")).hasSize(5_000_000);
            String much = "y".repeat(3_000_000);
            assertThat(text(connection, "SELECT length('" + much + "')")).isEqualTo("3000000");
        }
    }

    @Test
    void aSocketThatIsNotThere() {
        assertUnreachable(
                "postgresql://u@h/d?host=/nowhere", "nothing answers at /nowhere/.s.PGSQL.5432");
    }

    @Test
    void aPoolerGetsNoPreparedStatements() throws SQLException {
        String url = server.plainUrl("postgres") + "?pgbouncer=true";
        try (Connection connection = Database.connect(address(url));
                var statement = connection.prepareStatement("SELECT 1")) {
            for (int i = 0; i < 10; i++) {
                statement.executeQuery().close();
            }
            assertThat(text(connection, "SELECT count(*) FROM pg_prepared_statements"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertUnreachable("postgresql://u:hunter2@localhost:" + free + "/d", "connection refused");
    }

    @Test
    void aServerThatNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0)) {
            assertUnreachable(
                    "postgresql://u:hunter2@localhost:%d/d?connect_timeout=1"
                            .formatted(silent.getLocalPort()),
                    "did not answer within 1 s");
        }
    }

    @Test
    void aHostThatDoesNotExist() {
        assertUnreachable(
                "postgresql://u:hunter2@no-such-host.invalid/d",
                "the host no-such-host.invalid is unknown");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        assertUnreachable(
                url("postgres", "missing"),
                "database missing on localhost:%d does not exist".formatted(port));
    }

    @Test
    void aRoleThatDoesNotExist() {
        assertUnreachable(url("bob:hunter2", "postgres"), "refuses the login of bob");
    }

    @Test
    void aWrongPasswordAndNone() throws Exception {
        Path rules = Path.of(serverText("SHOW hba_file"));
        String before = Files.readString(rules);
        Files.writeString(
                rules, "host all ann all scram-sha-256\nhostnossl all bob all reject\n" + before);
        execute("SELECT pg_reload_conf()");
        try (Connection fine = Database.connect(address(url("ann:hunter2", "postgres")))) {
            assertThat(fine.isValid(1)).isTrue();
        }
        assertUnreachable(url("ann:hunter%32x", "postgres"), "password authentication failed");
        assertUnreachable(url("ann", "postgres"), "cannot be reached");
        assertUnreachable(url("bob", "postgres"), "refuses the login of bob");
        Files.writeString(rules, before);
        execute("SELECT pg_reload_conf()");
    }

    /// Nobody is asked for a password: it stands in the URL or in the file that psql reads, too.
    @Test
    void aPasswordFileIsRead() throws Exception {
        Path rules = Path.of(serverText("SHOW hba_file"));
        String before = Files.readString(rules);
        Files.writeString(rules, "host all ann all scram-sha-256\n" + before);
        execute("SELECT pg_reload_conf()");
        Path file = Files.createTempFile("pass", "");
        Files.writeString(file, "localhost:%d:*:ann:hunter2\n".formatted(port));
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try (Connection connection = Database.connect(address(url("ann", "postgres")))) {
            assertThat(text(connection, "SELECT current_user")).isEqualTo("ann");
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
            Files.writeString(rules, before);
            execute("SELECT pg_reload_conf()");
            Files.delete(file);
        }
    }

    @Test
    void aServerWithoutEncryption() {
        assertUnreachable(
                url("ann:hunter2", "postgres") + "?sslmode=require", "does not support SSL");
    }

    @Test
    void tooManyConnections() {
        assertUnreachable(url("single", "postgres"), "takes no more connections");
    }

    @Test
    void anOldServerIsRefused() {
        BackoutException refused = Database.unsupported(address("postgresql://u@h/d"), 13);
        assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_UNSUPPORTED);
        assertThat(refused).hasMessage("h:5432 runs PostgreSQL 13; Backout knows 14 to 18");
    }

    @Test
    void theOldestServerIsTaken() throws SQLException {
        try (JudgeServer oldest = JudgeServer.start(14);
                Connection connection = Database.connect(address(oldest.plainUrl("postgres")))) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(14);
        }
    }

    /// The message, the hints, and everything that a stack trace would show.
    private static void assertUnreachable(String url, String message) {
        assertThatThrownBy(() -> Database.connect(address(url)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
                            assertThat(e.hints()).isNotEmpty();
                            assertThat(e.hints() + trace(e)).doesNotContain("hunter2", "hunter%32");
                        })
                .hasMessageContaining(message);
    }

    private static String trace(Throwable thrown) {
        var all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        return all.toString();
    }

    private static DatabaseAddress address(String url) {
        return DatabaseAddress.parse(url, Path.of("/"));
    }

    private static String url(String login, String database) {
        return "postgresql://%s@localhost:%d/%s".formatted(login, port, database);
    }

    private static String serverText(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            return text(connection, sql);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found.getFirst();
    }
}
