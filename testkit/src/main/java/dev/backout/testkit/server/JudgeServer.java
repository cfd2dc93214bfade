package dev.backout.testkit.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// An embedded PostgreSQL of a wanted major version; everybody logs in as the superuser `postgres`.
/// Gone when closed. Thread-safe.
public final class JudgeServer implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    /// Where programs are unpacked: users of one machine have no directory in common.
    private static final Path PROGRAMS =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "backout-judge-programs-" + System.getProperty("user.name"));

    private static final Map<Integer, JudgeServer> SHARED = new ConcurrentHashMap<>();

    private final EmbeddedPostgres server;
    private final int major;
    private final AtomicInteger databases = new AtomicInteger();

    private JudgeServer(EmbeddedPostgres server, int major) {
        this.server = server;
        this.major = major;
    }

    /// The one server of a version for all tests of this process that want databases of their own
    /// and no more; roles and settings of the server belong to all. It ends with the process.
    ///
    /// @param major 14 to 18
    public static JudgeServer shared(int major) {
        return SHARED.computeIfAbsent(
                major,
                version -> {
                    JudgeServer server = start(version);
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                    return server;
                });
    }

    /// Starts a server of one's own; takes about a second.
    ///
    /// @param major 14 to 18
    public static JudgeServer start(int major) {
        return start(major, Map.of());
    }

    /// The same with settings of the server.
    public static JudgeServer start(int major, Map<String, String> settings) {
        try {
            EmbeddedPostgres.Builder builder =
                    builder(major)
                            .setServerConfig("fsync", "off")
                            .setServerConfig("synchronous_commit", "off")
                            .setServerConfig("full_page_writes", "off");
            settings.forEach(builder::setServerConfig);
            if (Files.isWritable(MEMORY)) {
                builder.setDataDirectory(Files.createTempDirectory(MEMORY, "backout-judge-"));
            }
            return new JudgeServer(builder.start(), major);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A server that does not lose what it committed.
    static JudgeServer durable(int major, Path data) throws IOException {
        return new JudgeServer(
                builder(major)
                        .setServerConfig("fsync", "on")
                        // An embedded server forgets by default what it has just committed.
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("shared_buffers", "32MB")
                        .setDataDirectory(data)
                        .start(),
                major);
    }

    private static EmbeddedPostgres.Builder builder(int major) {
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> binaries(major))
                .setOverrideWorkingDirectory(PROGRAMS.toFile())
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_connections", "40")
                .setServerConfig("max_prepared_transactions", "4")
                .setServerConfig("timezone", "UTC");
    }

    /// The port on this machine.
    public int port() {
        return server.getPort();
    }

    /// The major version that was asked for.
    public int major() {
        return major;
    }

    /// The JDBC URL of a database of this server; statements go as they are, as simple queries.
    public String url(String database) {
        return server.getJdbcUrl("postgres", database) + "&preferQueryMode=simple";
    }

    /// The URL of a database as Prisma and libpq take it.
    public String plainUrl(String database) {
        return "postgresql://postgres@localhost:%d/%s".formatted(server.getPort(), database);
    }

    /// A new session.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database));
    }

    /// Creates an empty database and returns its name.
    public String createDatabase() throws SQLException {
        return createDatabase("template0");
    }

    /// Creates a copy of a database that nobody uses and returns its name.
    public String createDatabase(String template) throws SQLException {
        String name = "judge_" + databases.incrementAndGet();
        execute("CREATE DATABASE %s TEMPLATE %s%s".formatted(name, template, strategy()));
        return name;
    }

    /// Creates an empty database of a role and returns its name. The schema public is the role's,
    /// too: from PostgreSQL 15 on it belongs to the owner of the database anyway.
    public String createDatabaseOwnedBy(String role) throws SQLException {
        String name = "judge_" + databases.incrementAndGet();
        execute(
                "CREATE DATABASE %s TEMPLATE template0 OWNER %s%s"
                        .formatted(name, role, strategy()));
        if (major < 15) {
            try (Connection connection = connect(name);
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER SCHEMA public OWNER TO " + role);
            }
        }
        return name;
    }

    /// Copying files takes half of what writing every page to the log does; the choice exists from
    /// 15 on.
    private String strategy() {
        return major >= 15 ? " STRATEGY file_copy" : "";
    }

    /// Drops a database, whoever is connected.
    public void dropDatabase(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static InputStream binaries(int major) {
        Path directory = Path.of(System.getProperty("backout.postgres", "core/target/postgres"));
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(directory, "*-" + major + ".*.jar")) {
            Path jar = jars.iterator().next();
            try (JarFile file = new JarFile(jar.toFile())) {
                JarEntry archive =
                        file.stream()
                                .filter(entry -> entry.getName().endsWith(".txz"))
                                .findFirst()
                                .orElseThrow();
                return new java.io.ByteArrayInputStream(
                        file.getInputStream(archive).readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
