package dev.backout.deploy;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Sql;
import dev.backout.journal.Operator;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.Script;
import dev.backout.migration.prisma.Prisma;
import dev.backout.run.RunSettings;
import dev.backout.testkit.server.JudgeServer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A database of an ordinary role, migrations for it, and the deployments of several processes.
final class DeployScene implements AutoCloseable {
    static final String OWNER = "deploy_owner";
    static final Prisma TOOL = Prisma.usual();

    private final JudgeServer server;
    private final String name;
    private final List<Migration> migrations = new ArrayList<>();
    private final List<DeployEvent> events = new CopyOnWriteArrayList<>();

    private DeployScene(JudgeServer server, String name) {
        this.server = server;
        this.name = name;
    }

    static DeployScene on(JudgeServer server) throws SQLException {
        try (Connection admin = server.connect("postgres")) {
            Sql.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE deploy_owner LOGIN;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$\
                    """);
        }
        return new DeployScene(server, server.createDatabaseOwnedBy(OWNER));
    }

    /// The same migrations on a copy of the database as it is now; nobody may be connected.
    DeployScene twin() throws SQLException {
        DeployScene twin = new DeployScene(server, server.createDatabase(name));
        try (Connection admin = server.connect("postgres")) {
            Sql.execute(admin, "ALTER DATABASE %s OWNER TO %s".formatted(twin.name, OWNER));
        }
        twin.migrations.addAll(migrations);
        return twin;
    }

    DeployScene migration(String migration, String sql) {
        migrations.removeIf(one -> one.name().equals(migration));
        Script script =
                Script.of(migration + "/migration.sql", sql.getBytes(StandardCharsets.UTF_8));
        migrations.add(new Migration(migration, script, null, null));
        return this;
    }

    MigrationDirectory directory() {
        return new MigrationDirectory("migrations", migrations, List.of());
    }

    static DeploySettings settings() {
        return DeploySettings.usual("test")
                .with(
                        RunSettings.DEFAULT
                                .withLockTimeout(Duration.ofMillis(100))
                                .withTries(3)
                                .withPauses(Duration.ofMillis(10), Duration.ofMillis(20))
                                .withToolPatience(Duration.ofMillis(200)));
    }

    /// What is known of a migration that drops a column.
    static Forecast dropping(String column) {
        return new Forecast(
                new Forecast.Way.NotProved(List.of("nobody looked")),
                "lost",
                List.of(),
                List.of(column),
                Set.of(column),
                Set.of());
    }

    DeployReport deploy() {
        return deploy(settings(), this::connect, Map.of());
    }

    DeployReport deploy(
            DeploySettings settings,
            Supplier<Connection> connections,
            Map<String, Forecast> forecasts) {
        return deployer(settings, connections).deploy(directory(), forecasts);
    }

    Deployer deployer(DeploySettings settings, Supplier<Connection> connections) {
        return new Deployer(
                new DeployPlace(
                        connections,
                        TOOL,
                        settings,
                        new Operator("tester@here", null),
                        events::add));
    }

    /// What the deployments told.
    List<DeployEvent> events() {
        return events;
    }

    Connection connect() {
        return connect(OWNER);
    }

    Connection connect(String role) {
        String url = server.plainUrl(name).replace("postgres@", role + "@");
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, sql);
        }
    }

    /// The first column of an answer.
    List<String> texts(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.list(connection, sql, row -> String.valueOf(row.getString(1)));
        }
    }

    /// The history in short: `1 first: applied`.
    List<String> history() {
        try (Connection connection = connect()) {
            return TOOL.history(connection).rows().stream()
                    .map(row -> row.name() + ": " + row.state().text())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        server.dropDatabase(name);
    }
}
