package dev.backout.testkit.corpus;

import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.DumpDifference;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.server.JudgeServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A database that goes through a history, one way back after each migration: migrate, back,
/// compare with before, migrate again, compare with after. Not thread-safe.
final class Lane {
    private static final String INTEGRITY = "23";

    private final JudgeServer server;
    private final PgDump pgDump;
    private String database;

    Lane(JudgeServer server, PgDump pgDump) throws SQLException {
        this.server = server;
        this.pgDump = pgDump;
        this.database = server.createDatabase();
    }

    /// The schema as it is now.
    Dump dump() {
        return pgDump.schema(server.url(database));
    }

    /// Migrates, and no more; as Prisma sends a file: one simple-query message in a fresh session.
    void migrate(HistoryFile file) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(file.sql());
        }
    }

    /// Plays a way back. When it was right, the database is where the migration leads.
    ///
    /// @param back sent one by one in a transaction; a single text as one message
    Trial play(HistoryFile file, List<String> back, Dump before, CompletableFuture<Dump> after) {
        try {
            migrate(file);
            try {
                inTransaction(back);
            } catch (SQLException e) {
                return new Trial(Outcome.FAILED, String.valueOf(e.getMessage()));
            }
            return compare(file, before, after);
        } catch (SQLException e) {
            return new Trial(Outcome.WRONG, "migrating again fails: " + e.getMessage());
        }
    }

    /// Becomes a copy of another lane that is where this one should be.
    void copy(Lane other) throws SQLException {
        server.dropDatabase(database);
        database = server.createDatabase(other.database);
    }

    private Trial compare(HistoryFile file, Dump before, CompletableFuture<Dump> after)
            throws SQLException {
        Dump back = dump();
        Trial trial = trial(DumpDifference.between(before, back), "");
        if (!trial.outcome().right()) {
            boolean nothing = back.equals(after.join());
            return nothing ? new Trial(Outcome.EMPTY, trial.difference()) : trial;
        }
        try {
            migrate(file);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(INTEGRITY)) {
                return new Trial(trial.outcome(), "it meets its own rows when applied again");
            }
            throw e;
        }
        Trial again =
                trial(DumpDifference.between(after.join(), dump()), "after migrating again: ");
        return again.outcome().right() ? trial : again;
    }

    private static Trial trial(DumpDifference difference, String prefix) {
        return switch (difference) {
            case DumpDifference.Same _ -> new Trial(Outcome.EXACT, "");
            case DumpDifference.ColumnOrderOnly(String text) ->
                    new Trial(Outcome.COLUMN_ORDER, prefix + text);
            case DumpDifference.Different(String text) -> new Trial(Outcome.WRONG, prefix + text);
        };
    }

    private void inTransaction(List<String> statements) throws SQLException {
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
}
