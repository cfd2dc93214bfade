package dev.backout.verify;

import dev.backout.database.SqlFailure;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.List;

/// Asks the user's own queries, each in a read-only transaction that is rolled back. For one
/// thread.
///
/// @param connection of the login, in autocommit mode, with the settings that it has by default
/// @param schema the schema in which names without one are looked for
/// @param patience how long one may take
public record SmokeQueries(Connection connection, String schema, Duration patience) {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

    /// The answer of one of them. A query that fails is wrong, whatever the reason.
    public Checked ask(SmokeQuery query) {
        return new Checked(Checked.Kind.QUERY, query.name(), outcome(query));
    }

    private Outcome outcome(SmokeQuery query) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    begin transaction read only;
                    set local statement_timeout = %d;
                    set local lock_timeout = %d;
                    set local search_path = %s\
                    """
                            .formatted(
                                    patience.toMillis(),
                                    LOCK_PATIENCE.toMillis(),
                                    Identifiers.quote(schema)));
            try (ResultSet found = statement.executeQuery(query.sql())) {
                return compared(query, found);
            } finally {
                statement.execute("rollback");
            }
        } catch (SQLException e) {
            return new Outcome.Wrong("it failed: " + words(e), List.of());
        }
    }

    /// A message of class 22 ends with the value of a row.
    private static String words(SQLException e) {
        return SqlFailure.text(e).replaceFirst(": \".*\"(?= \\(SQLSTATE 22)", "");
    }

    private static Outcome compared(SmokeQuery query, ResultSet found) throws SQLException {
        if (found.getMetaData().getColumnCount() != 1 || !found.next()) {
            return new Outcome.Wrong(
                    "it has to answer one value, and answers none or several", List.of());
        }
        String value = value(found);
        if (found.next()) {
            return new Outcome.Wrong(
                    "it has to answer one value, and answers several rows", List.of());
        }
        return value.equals(query.expect())
                ? new Outcome.Good(value)
                : new Outcome.Wrong(
                        "expected %s, found %s".formatted(query.expect(), value), List.of());
    }

    /// The driver writes truth as one letter; people write it out.
    private static String value(ResultSet found) throws SQLException {
        String text = found.getString(1);
        if (text == null) {
            return "NULL";
        }
        int type = found.getMetaData().getColumnType(1);
        return type == Types.BIT || type == Types.BOOLEAN
                ? Boolean.toString(text.startsWith("t"))
                : text;
    }
}
