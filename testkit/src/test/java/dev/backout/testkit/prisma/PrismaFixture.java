package dev.backout.testkit.prisma;

import dev.backout.testkit.server.JudgeServer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Fresh projects and databases for tests with the real CLI.
final class PrismaFixture {
    static final String FIRST = "20250101000000_first";
    static final String SECOND = "20250102000000_second";
    static final String CREATE = "CREATE TABLE \"users\" (\"id\" INTEGER PRIMARY KEY);\n";
    static final String ADD = "ALTER TABLE \"users\" ADD COLUMN \"name\" TEXT;\n";

    private final PrismaCli cli = PrismaCli.required();
    private final JudgeServer server = JudgeServer.shared(15);

    PrismaCli cli() {
        return cli;
    }

    PrismaProject project(Path directory) throws SQLException {
        return PrismaProject.in(directory, server.plainUrl(server.createDatabase()));
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
