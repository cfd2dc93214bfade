package dev.backout.doctor.live;

import dev.backout.config.Target;
import dev.backout.doctor.Finding;
import dev.backout.migration.MigrationTool;
import dev.backout.platform.Platform;
import dev.backout.platform.Platforms;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The database that is examined, over one connection. For one thread.
///
/// @param connection in autocommit mode
/// @param target where it leads
/// @param tool the migration tool whose history it holds
/// @param facts what is asked first
/// @param platform what it is on
public record LiveDatabase(
        Connection connection,
        Target target,
        MigrationTool tool,
        ServerFacts facts,
        Platform platform) {
    /// Longer than any of these questions takes; behind a lock nobody waits for ever.
    private static final int PATIENCE_SECONDS = 5;

    /// Asks the first question.
    ///
    /// @throws SQLException when even that is not answered
    public static LiveDatabase of(Connection connection, Target target, MigrationTool tool)
            throws SQLException {
        ServerFacts facts = ServerFacts.read(connection);
        if (!facts.pooled() && !target.address().pooled()) {
            // A pooler would hand the setting on to the application's sessions.
            try (var statement = connection.createStatement()) {
                statement.execute("set statement_timeout to '%ds'".formatted(PATIENCE_SECONDS));
            }
        }
        return new LiveDatabase(connection, target, tool, facts, Platforms.of(connection));
    }

    RecordSchema records() {
        return new RecordSchema(target.recordSchema());
    }

    /// A finding for each row of a query, or that all is well.
    ///
    /// @param well what is said when there is no row
    List<Finding> findings(String sql, RowReader<Finding> reader, Finding well)
            throws SQLException {
        List<Finding> found = rows(sql, reader);
        return found.isEmpty() ? List.of(well) : found;
    }

    /// The object whose schema and name are the first two columns, as SQL.
    static String object(ResultSet row) throws SQLException {
        return Identifiers.dotted(List.of(row.getString(1), row.getString(2)));
    }

    /// All rows of a query.
    ///
    /// @param arguments its parameters, as texts
    <T> List<T> rows(String sql, RowReader<T> reader, String... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            for (int index = 0; index < arguments.length; index++) {
                statement.setString(index + 1, arguments[index]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(reader.read(found));
                }
            }
            return rows;
        }
    }
}
