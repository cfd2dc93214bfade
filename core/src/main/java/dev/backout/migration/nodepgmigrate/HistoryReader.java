package dev.backout.migration.nodepgmigrate;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.nodepgmigrate.NodePgSettings.HistoryTable;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Reads `pgmigrations`. Every row is read as JSON, so that a table of another shape is told of,
/// and not a crash. Its time has no zone: it is taken for one of the session's.
///
/// @param settings where the table is and what its columns are called
/// @param table the table as SQL
record HistoryReader(HistoryTable settings, String table) {
    private static final String COLUMNS =
            """
            select a.attname::text from pg_catalog.pg_attribute a
            where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0 and not a.attisdropped
            order by a.attnum\
            """;

    /// As the tool orders them.
    private static final String ROWS =
            """
            select j ->> 'id' as id, j ->> %1$s as name,
                (j ->> %2$s)::pg_catalog.timestamp::pg_catalog.timestamptz as run_on,
                j::pg_catalog.text as content
            from (select pg_catalog.to_jsonb(t) as j from %3$s t) r
            order by (j ->> %2$s)::pg_catalog.timestamp nulls last,
                case when j ->> 'id' ~ '^[0-9]+$' then (j ->> 'id')::pg_catalog.numeric end,
                j ->> %1$s\
            """;

    private static final String ELSEWHERE =
            """
            select n.nspname::text from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relname = ? and c.relkind in ('r', 'p') order by 1\
            """;

    /// Tables that look like a history under another name.
    private static final String ALIKE =
            """
            select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and (c.relname like '%pgmigrations%'
                or exists (select from pg_catalog.pg_attribute a where a.attrelid = c.oid
                    and a.attname = 'run_on' and a.attnum > 0 and not a.attisdropped))
            order by 1 limit 3\
            """;

    History read(Connection connection) {
        try {
            List<String> columns = Sql.list(connection, COLUMNS, row -> row.getString(1), table);
            if (columns.isEmpty()) {
                return History.absent(table, elsewhere(connection));
            }
            insistOn(columns);
            List<String> notes = new ArrayList<>();
            List<HistoryRow> rows = rows(connection, notes);
            return new History(table, true, rows, notes);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.HISTORY_UNREADABLE, "reading the history " + table + " failed", e);
        }
    }

    private List<String> elsewhere(Connection connection) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (String schema :
                Sql.list(connection, ELSEWHERE, row -> row.getString(1), settings.table())) {
            notes.add(
                    "schema %s has a table %s: name it with nodePgMigrate.migrationsSchema of"
                                    .formatted(schema, settings.table())
                            + " backout.yaml");
        }
        if (notes.isEmpty()) {
            for (String like : Sql.list(connection, ALIKE, row -> row.getString(1))) {
                notes.add(
                        "%s looks like a history: name it with nodePgMigrate.table of backout.yaml"
                                .formatted(like));
            }
        }
        return notes;
    }

    private void insistOn(List<String> columns) {
        for (String column : List.of(settings.nameColumn(), settings.timeColumn())) {
            if (!columns.contains(column)) {
                throw BackoutException.of(
                        ErrorCode.HISTORY_UNREADABLE,
                        "%s is not a history of node-pg-migrate: it has no column %s, only %s"
                                .formatted(table, column, String.join(", ", columns)),
                        "other names of its columns: nodePgMigrate.nameColumn and"
                                + " nodePgMigrate.timeColumn of backout.yaml");
            }
        }
    }

    private List<HistoryRow> rows(Connection connection, List<String> notes) throws SQLException {
        List<HistoryRow> rows = new ArrayList<>();
        String sql =
                ROWS.formatted(
                        Identifiers.literal(settings.nameColumn()),
                        Identifiers.literal(settings.timeColumn()),
                        table);
        for (HistoryRow row : Sql.list(connection, sql, HistoryReader::row)) {
            if (row.name().isEmpty()) {
                notes.add("%s has a row without a name".formatted(table));
            } else {
                rows.add(row);
            }
        }
        return rows;
    }

    /// A row is written when all is done, and says nothing else.
    private static HistoryRow row(ResultSet found) throws SQLException {
        String name = found.getString("name");
        String id = found.getString("id");
        Instant runOn = instant(found);
        Instant done = runOn == null ? Instant.EPOCH : runOn;
        return new HistoryRow(
                id == null ? String.valueOf(name) : id,
                name == null ? "" : name,
                null,
                done,
                done,
                null,
                1,
                null,
                found.getString("content"));
    }

    private static @Nullable Instant instant(ResultSet found) throws SQLException {
        OffsetDateTime time = found.getObject("run_on", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
