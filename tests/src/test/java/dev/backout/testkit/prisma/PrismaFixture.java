package dev.backout.testkit.prisma;

import dev.backout.testkit.server.JudgeServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Fresh projects and databases for tests with the real CLI.
final class PrismaFixture {
    static final String FIRST = "20250101000000_first";
    static final String SECOND = "20250102000000_second";
    static final String CREATE = "CREATE TABLE \"users\" (\"id\" INTEGER PRIMARY KEY);\n";
    static final String ADD = "ALTER TABLE \"users\" ADD COLUMN \"name\" TEXT;\n";

    /// Databases as the CLI left them, by the migrations that it applied there.
    private static final Map<List<String>, String> DEPLOYED = new ConcurrentHashMap<>();

    private final PrismaCli cli = PrismaCli.required();
    private final JudgeServer server = JudgeServer.shared(15);

    PrismaCli cli() {
        return cli;
    }

    PrismaProject project(Path directory) throws SQLException {
        return PrismaProject.in(directory, server.plainUrl(server.createDatabase()));
    }

    /// A project whose migrations the CLI has deployed. It does so once; everything that it leaves
    /// is in the database, of which each project gets a copy.
    ///
    /// @param migrations a name, its SQL, and so on
    PrismaProject deployed(Path directory, String... migrations) throws SQLException {
        String template =
                DEPLOYED.computeIfAbsent(
                        List.of(migrations), written -> deploy(directory, written));
        PrismaProject project =
                PrismaProject.in(directory, server.plainUrl(server.createDatabase(template)));
        write(project, List.of(migrations));
        return project;
    }

    private String deploy(Path directory, List<String> migrations) {
        try {
            String name = server.createDatabase();
            PrismaProject project =
                    PrismaProject.in(
                            Files.createTempDirectory(directory, "first"), server.plainUrl(name));
            write(project, migrations);
            PrismaResult result = cli.deploy(project);
            if (result.exit() != 0) {
                throw new IllegalStateException(result.output());
            }
            return name;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(PrismaProject project, List<String> migrations) {
        for (int i = 0; i < migrations.size(); i += 2) {
            project.migration(migrations.get(i), migrations.get(i + 1));
        }
    }

    List<HistoryTable.Row> history(PrismaProject project) throws SQLException {
        try (Connection connection = connect(project)) {
            return HistoryTable.rows(connection);
        }
    }

    void execute(PrismaProject project, String sql) throws SQLException {
        try (Connection connection = connect(project);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connect(PrismaProject project) throws SQLException {
        return server.connect(project.url().substring(project.url().lastIndexOf('/') + 1));
    }
}
