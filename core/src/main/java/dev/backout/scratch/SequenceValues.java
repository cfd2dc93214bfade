package dev.backout.scratch;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where the sequences of a database stand: no rollback leads them back. Those that the session's
/// role may not read are left out. Immutable.
public final class SequenceValues {
    private static final String VALUES =
            """
            SELECT schemaname, sequencename, last_value, start_value
            FROM pg_catalog.pg_sequences
            """;

    private static final String SET =
            "SELECT pg_catalog.setval(?::pg_catalog.regclass, ?, ?) IS NULL";

    private final Map<String, Value> values;

    private SequenceValues(Map<String, Value> values) {
        this.values = values;
    }

    /// @param last null when none was taken
    private record Value(String sequence, @Nullable Long last, long start) {}

    /// As they stand now.
    static SequenceValues of(Connection connection) throws SQLException {
        List<Value> values =
                Sql.list(
                        connection,
                        VALUES,
                        row ->
                                new Value(
                                        Identifiers.dotted(
                                                List.of(row.getString(1), row.getString(2))),
                                        (Long) row.getObject(3),
                                        row.getLong(4)));
        return new SequenceValues(
                values.stream().collect(Collectors.toMap(Value::sequence, Function.identity())));
    }

    /// Sets the sequences of these names that stand elsewhere, in this database or an equal one.
    void restore(Connection connection) throws SQLException {
        for (Value now : of(connection).values.values()) {
            Value then = values.get(now.sequence());
            if (then != null && !then.equals(now)) {
                Long last = then.last();
                Sql.ask(
                        connection,
                        SET,
                        now.sequence(),
                        last == null ? then.start() : last,
                        last != null);
            }
        }
    }
}
