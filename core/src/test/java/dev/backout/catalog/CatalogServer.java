package dev.backout.catalog;

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

/// An embedded server where tests are superusers, one per major version and process. The roles that
/// tests name are there from the beginning: each reading sees what becomes of roles.
final class CatalogServer {
    private static final Map<Integer, CatalogServer> SHARED = new ConcurrentHashMap<>();

    private static final String ROLES =
            """
            create role alice;
            create role "bob=/ ""x y";
            create role catalog_owner;
            create role catalog_reader;
            """;

    /// Where programs are unpacked: users of one machine have no directory in common.
    private static final Path PROGRAMS =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "backout-judge-programs-" + System.getProperty("user.name"));

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private CatalogServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static CatalogServer shared(int major) {
        return SHARED.computeIfAbsent(major, CatalogServer::start);
    }

    private static CatalogServer start(int major) {
        try {
            CatalogServer started =
                    new CatalogServer(
                            EmbeddedPostgres.builder()
                                    .setPgBinaryResolver((system, machine) -> binaries(major))
                                    .setOverrideWorkingDirectory(PROGRAMS.toFile())
                                    .setServerConfig("fsync", "off")
                                    .setServerConfig("wal_level", "logical")
                                    .start());
            try (Connection connection = started.connect("postgres")) {
                execute(connection, ROLES);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream binaries(int major) {
        Path directory = Path.of(System.getProperty("backout.postgres", "target/postgres"));
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(directory, "*-" + major + ".*.jar")) {
            JarFile jar = new JarFile(jars.iterator().next().toFile());
            JarEntry archive =
                    jar.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow();
            return jar.getInputStream(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The name of a new, empty database.
    String newDatabase() throws SQLException {
        String name = "d" + databases.incrementAndGet();
        try (Connection connection = connect("postgres")) {
            execute(connection, "CREATE DATABASE " + name + " TEMPLATE template0");
        }
        return name;
    }

    void drop(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "DROP DATABASE " + database + " WITH (FORCE)");
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
