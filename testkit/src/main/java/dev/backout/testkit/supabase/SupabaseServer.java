package dev.backout.testkit.supabase;

import dev.backout.platform.Platform;
import dev.backout.platform.Platforms;
import dev.backout.sql.Resource;
import dev.backout.testkit.server.JudgeServer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server whose databases look as Supabase's do: `postgres` is an ordinary role there, and the
/// service has put its own things into each. Ends with the process. Thread-safe.
public final class SupabaseServer {
    private static final String ADMINISTRATOR = "supabase_admin";
    private static final Map<Integer, SupabaseServer> SHARED = new ConcurrentHashMap<>();

    private final JudgeServer server;
    private final String template;

    private SupabaseServer(JudgeServer server) throws SQLException {
        this.server = server;
        Platform platform = Platforms.SUPABASE;
        try (Connection superuser = server.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE supabase_admin SUPERUSER LOGIN");
            for (String role : platform.services()) {
                statement.execute(
                        role.equals(ADMINISTRATOR) ? "SELECT" : "CREATE ROLE %s".formatted(role));
            }
            for (String role : platform.applications()) {
                statement.execute("CREATE ROLE %s".formatted(role));
            }
        }
        as("template1", "ALTER ROLE postgres RENAME TO bootstrap");
        as("template1", "CREATE ROLE postgres LOGIN CREATEDB CREATEROLE BYPASSRLS");
        // In the place of an extension that lets it put policies and triggers on these tables.
        as(
                "template1",
                "GRANT anon, authenticated, service_role, supabase_auth_admin,"
                    + " supabase_storage_admin, supabase_realtime_admin, pg_monitor TO postgres");
        this.template = server.createDatabaseOwnedBy("postgres");
        as(template, "BEGIN;" + platform.setup().replace("{owner}", "postgres") + ";COMMIT");
        as(template, Resource.text(SupabaseServer.class, "service.sql"));
    }

    /// The one server of a version for all tests of this process.
    public static SupabaseServer shared(int major) {
        return SHARED.computeIfAbsent(
                major,
                version -> {
                    JudgeServer server = JudgeServer.start(version);
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                    try {
                        return new SupabaseServer(server);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /// The server, whose user is an ordinary role now.
    public JudgeServer server() {
        return server;
    }

    /// Makes a database of an application without migrations, and returns its name.
    public String createDatabase() throws SQLException {
        String name = "app_" + Long.toHexString(System.nanoTime());
        as("template1", "CREATE DATABASE %s OWNER postgres TEMPLATE %s".formatted(name, template));
        return name;
    }

    /// The URL of a database for the service's administrator.
    public String administratorUrl(String database) {
        return "postgresql://%s@localhost:%d/%s".formatted(ADMINISTRATOR, server.port(), database);
    }

    private void as(String database, String sql) throws SQLException {
        try (Connection administrator =
                        DriverManager.getConnection(
                                "jdbc:postgresql://localhost:%d/%s?preferQueryMode=simple"
                                        .formatted(server.port(), database),
                                ADMINISTRATOR,
                                "");
                Statement statement = administrator.createStatement()) {
            statement.execute(sql);
        }
    }
}
