package dev.backout.testkit.corpus;

import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.server.JudgeServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A database of a server that knows nothing of Backout: everything is run by its superuser.
final class PlainPlayground implements Playground {
    private final JudgeServer server;
    private final PgDump pgDump;
    private String database;

    PlainPlayground(JudgeServer server, PgDump pgDump) throws SQLException {
        this.server = server;
        this.pgDump = pgDump;
        this.database = server.createDatabase();
    }

    @Override
    public Dump dump() {
        return pgDump.schema(server.url(database));
    }

    /// As Prisma sends a file: one simple-query message in a fresh session.
    @Override
    public void migrate(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void back(List<String> statements) throws SQLException {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(statements.size() == 1);
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    @Override
    public void copy(Playground other) throws SQLException {
        server.dropDatabase(database);
        database = server.createDatabase(((PlainPlayground) other).database);
    }
}
