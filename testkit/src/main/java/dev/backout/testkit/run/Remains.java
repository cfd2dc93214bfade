package dev.backout.testkit.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// All that a process leaves in its database when it dies, but for times and for what it and its
/// database were called: where two leave the same, whoever comes next does the same.
///
/// @param schema the hash of the whole schema, our records included
/// @param rows of all tables
public record Remains(String schema, List<String> rows) {
    /// Times, durations, names of runs and of server processes; and the plan, which names the
    /// database.
    private static final String PASSING =
            """
            array['at', 'began_at', 'ended_at', 'barred_at', 'since', 'renewed_at', 'expires_at',
                'took_ms', 'id', 'run', 'pids', 'process', 'plan', 'plan_hash']\
            """;

    /// Copies the list.
    public Remains {
        rows = List.copyOf(rows);
    }

    /// Reads it.
    ///
    /// @param connection a new session, when no other one is left
    public static Remains read(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : tables(connection)) {
            rows.addAll(
                    Sql.list(
                            connection,
                            """
                            select '%s ' || regexp_replace((to_jsonb(t) - %s)::text,
                                '[0-9]{4}-[0-9]{2}-[0-9]{2}[^"]*|[0-9]+ ms|[0-9A-Z]{26}|'
                                    || current_database(), '', 'g')
                            from %1$s t order by 1\
                            """
                                    .formatted(table, PASSING),
                            row -> row.getString(1)));
        }
        return new Remains(CatalogReader.on(connection, Duration.ZERO).read().hash(), rows);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                """
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname not in ('pg_catalog', 'information_schema') order by 1\
                """,
                row -> row.getString(1));
    }
}
