package dev.backout.testkit.client;

import dev.backout.testkit.client.CallResult.Done;
import dev.backout.testkit.client.CallResult.Refused;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database on which scenes are played by an ordinary role; nothing of them stays. For one
/// thread.
final class Stage {
    /// A function may wait for ever.
    private static final String LIMIT = "SET statement_timeout = '5s'";

    private final Connection connection;

    /// @param connection the role's session, which is used for nothing else
    Stage(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMIT);
        }
        connection.setAutoCommit(false);
    }

    /// Plays one scene.
    ///
    /// @return what became of each statement, in order
    List<CallResult> play(List<ClientCall> calls) throws SQLException {
        List<CallResult> results = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (ClientCall call : calls) {
                results.add(result(statement, call));
            }
        } finally {
            connection.rollback();
        }
        return results;
    }

    private static CallResult result(Statement statement, ClientCall call) throws SQLException {
        try {
            boolean rows = statement.execute("SAVEPOINT call; " + call.sql());
            while (!rows && (statement.getMoreResults() || statement.getUpdateCount() >= 0)) {
                rows = statement.getResultSet() != null;
            }
            return rows ? done(statement.getResultSet()) : new Done(List.of(), List.of());
        } catch (SQLException e) {
            statement.execute("ROLLBACK TO call");
            return new Refused(
                    String.valueOf(e.getSQLState()),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Done done(ResultSet answer) throws SQLException {
        ResultSetMetaData shape = answer.getMetaData();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            types.add(shape.getColumnTypeName(i));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (answer.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= types.size(); i++) {
                row.add(answer.getString(i));
            }
            rows.add(row);
        }
        return new Done(types, rows);
    }
}
