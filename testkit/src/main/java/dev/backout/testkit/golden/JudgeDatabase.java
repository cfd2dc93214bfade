package dev.backout.testkit.golden;

import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.server.JudgeServer;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A database in which a case is played, with the judge's own eyes: pg_dump and row checksums.
/// Dropped when closed.
public final class JudgeDatabase implements AutoCloseable {
    private static final String TABLES =
            """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.oid >= 16384 AND n.nspname NOT LIKE 'pg\\_%'
            ORDER BY 1
            """;

    private static final String LOGIN = "SET SESSION AUTHORIZATION " + GoldenJudge.OWNER;

    private final JudgeServer server;
    private final String name;
    private @Nullable Connection eyes;

    private JudgeDatabase(JudgeServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /// A new, empty database.
    public static JudgeDatabase on(JudgeServer server) throws SQLException {
        return new JudgeDatabase(server, server.createDatabaseOwnedBy(GoldenJudge.OWNER));
    }

    /// Sends SQL as Prisma does: one simple-query message in a fresh session, no transaction around
    /// it.
    public void send(String sql) throws SQLException {
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(LOGIN);
            statement.execute(sql);
        }
    }

    /// Runs the statements in one transaction of a fresh session.
    public void inTransaction(List<String> statements) throws SQLException {
        try (Connection connection = server.connect(name)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(LOGIN);
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        }
    }

    /// The schema as pg_dump sees it.
    public Dump dump(PgDump program) {
        return program.schema(server.url(name));
    }

    /// A checksum of the rows of every table, column order forgotten.
    public Map<String, String> rowChecksums() throws SQLException {
        Map<String, String> checksums = new TreeMap<>();
        try (Statement statement = eyes().createStatement()) {
            for (String table : column(statement, TABLES)) {
                String sql =
                        "SELECT md5(coalesce(string_agg(j, E'\\n' ORDER BY j), '')) FROM (SELECT"
                                + " to_jsonb(t)::text AS j FROM ONLY %s AS t) AS x";
                checksums.put(table, column(statement, sql.formatted(table)).getFirst());
            }
        }
        return checksums;
    }

    /// The session of the checksums, which change nothing.
    private Connection eyes() throws SQLException {
        Connection open = eyes == null ? server.connect(name) : eyes;
        eyes = open;
        return open;
    }

    @Override
    public void close() throws SQLException {
        if (eyes != null) {
            eyes.close();
        }
        server.dropDatabase(name);
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
