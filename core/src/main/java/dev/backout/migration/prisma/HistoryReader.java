package dev.backout.migration.prisma;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Reads `_prisma_migrations`. Every row is read as JSON, so that a table with more or fewer
/// columns than usual is told of, and not a crash.
final class HistoryReader {
    private static final String NAME_COLUMN = "migration_name";
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "checksum",
                    "finished_at",
                    NAME_COLUMN,
                    "logs",
                    "rolled_back_at",
                    "started_at",
                    "applied_steps_count");
    private static final String COLUMNS_OF =
            """
            select a.attname::text, (select c.relkind from pg_catalog.pg_class c
                where c.oid = a.attrelid) from pg_catalog.pg_attribute a
            where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0 and not a.attisdropped
            order by a.attnum\
            """;
    private static final String ROWS =
            """
            select j ->> 'id', j ->> 'migration_name', j ->> 'checksum',
                   (j ->> 'started_at')::pg_catalog.timestamptz,
                   (j ->> 'finished_at')::pg_catalog.timestamptz,
                   (j ->> 'rolled_back_at')::pg_catalog.timestamptz,
                   coalesce((j ->> 'applied_steps_count')::pg_catalog.int4, 0),
                   j ->> 'logs', j::pg_catalog.text
            from (select pg_catalog.to_jsonb(t) as j from %s t) r
            order by 4 nulls first, 1\
            """;

    /// The schema in which Prisma 8 keeps its marker and ledger.
    private static final String NEXT_PRISMA = "prisma_contract";

    private static final String ELSEWHERE =
            """
            select n.nspname::text from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relname = '_prisma_migrations' and c.relkind in ('r', 'p')
            union select nspname::text from pg_catalog.pg_namespace where nspname = '%s'
            order by 1\
            """
                    .formatted(NEXT_PRISMA);

    private final String table;

    HistoryReader(String table) {
        this.table = table;
    }

    History read(Connection connection) {
        try {
            List<String> notes = new ArrayList<>();
            List<String> columns = columns(connection, notes);
            if (columns.isEmpty()) {
                return History.absent(table, elsewhere(connection));
            }
            describe(columns, notes);
            return new History(table, true, rows(connection, notes), notes);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.HISTORY_UNREADABLE, "reading the history " + table + " failed", e);
        }
    }

    private List<String> columns(Connection connection, List<String> notes) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS_OF)) {
            statement.setString(1, table);
            List<String> columns = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    columns.add(found.getString(1));
                    if (columns.size() == 1 && "vm".contains(found.getString(2))) {
                        notes.add(
                                "%s is a view: its rows can be read, but run needs the table"
                                        .formatted(table));
                    }
                }
            }
            return columns;
        }
    }

    private List<String> elsewhere(Connection connection) throws SQLException {
        List<String> notes = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ELSEWHERE)) {
            while (found.next()) {
                String schema = found.getString(1);
                notes.add(
                        schema.equals(NEXT_PRISMA)
                                ? "schema prisma_contract is there: Prisma 8 keeps this database's"
                                        + " history, which Backout does not know yet"
                                : "schema %s has a history of Prisma: add ?schema=%s to the URL"
                                        .formatted(schema, schema));
            }
        }
        return notes;
    }

    private void describe(List<String> columns, List<String> notes) {
        if (!columns.contains(NAME_COLUMN)) {
            throw BackoutException.of(
                    ErrorCode.HISTORY_UNREADABLE,
                    "%s is not a history of Prisma: it has no column %s, only %s"
                            .formatted(table, NAME_COLUMN, String.join(", ", columns)));
        }
        COLUMNS.stream()
                .filter(column -> !columns.contains(column))
                .forEach(column -> notes.add("%s lacks column %s".formatted(table, column)));
        columns.stream()
                .filter(column -> !COLUMNS.contains(column))
                .forEach(column ->
                        notes.add(
                                "%s has a column that Prisma does not make: %s"
                                        .formatted(table, column)));
    }

    private List<HistoryRow> rows(Connection connection, List<String> notes) throws SQLException {
        List<HistoryRow> rows = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ROWS.formatted(table))) {
            while (found.next()) {
                String name = found.getString(2);
                if (name == null) {
                    notes.add("%s has a row without a name".formatted(table));
                } else {
                    rows.add(row(found, name));
                }
            }
        }
        return rows;
    }

    private static HistoryRow row(ResultSet found, String name) throws SQLException {
        String id = found.getString(1);
        return new HistoryRow(
                id == null ? "" : id,
                name,
                found.getString(3),
                instant(found, 4),
                instant(found, 5),
                instant(found, 6),
                found.getInt(7),
                found.getString(8),
                found.getString(9));
    }

    private static @Nullable Instant instant(ResultSet found, int column) throws SQLException {
        OffsetDateTime time = found.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
