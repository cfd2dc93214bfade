package dev.backout.migration.supabase;

import dev.backout.database.Sql;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads `supabase_migrations.schema_migrations`. Every row is read as JSON: which columns there
/// are depends on who made the table.
///
/// @param files what the directory calls a version: rows of early versions of the tool have no
///   name, and a file may have been renamed since
record HistoryReader(Map<String, String> files) {
    private static final String COLUMNS =
            """
            select a.attname::text from pg_catalog.pg_attribute a
            where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0 and not a.attisdropped
            order by a.attnum\
            """;

    private static final String ROWS =
            """
            select j ->> 'version' as version, j ->> 'name' as name, j::pg_catalog.text as content,
                case when pg_catalog.jsonb_typeof(j -> 'statements') = 'array' then
                    array(select pg_catalog.jsonb_array_elements_text(j -> 'statements')) end
                    as statements
            from (select pg_catalog.to_jsonb(t) as j from %s t) r
            order by j ->> 'version' collate "C"\
            """
                    .formatted(HistoryTable.SQL);

    History read(Connection connection) {
        try {
            List<String> columns =
                    Sql.list(connection, COLUMNS, row -> row.getString(1), HistoryTable.SQL);
            if (columns.isEmpty()) {
                return History.absent(HistoryTable.SQL, List.of());
            }
            if (!columns.contains(HistoryTable.VERSION)) {
                throw BackoutException.of(
                        ErrorCode.HISTORY_UNREADABLE,
                        "%s is not a history of Supabase: it has no column version, only %s"
                                .formatted(HistoryTable.SQL, String.join(", ", columns)));
            }
            List<HistoryRow> rows = Sql.list(connection, ROWS, this::row);
            return new History(HistoryTable.SQL, true, rows, notes(columns, rows), Version::digits);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.HISTORY_UNREADABLE,
                    "reading the history " + HistoryTable.SQL + " failed",
                    e);
        }
    }

    private static List<String> notes(List<String> columns, List<HistoryRow> rows) {
        List<String> notes = new ArrayList<>();
        if (!columns.contains(HistoryTable.STATEMENTS)) {
            notes.add(
                    "%s has no column statements: nobody can tell whether a file was edited"
                            .formatted(HistoryTable.SQL));
        } else {
            long without = rows.stream().filter(row -> row.checksum() == null).count();
            if (without > 0) {
                notes.add(
                        "%d of %d rows keep no statements: whether their files were edited is not"
                                        .formatted(without, rows.size())
                                + " known");
            }
        }
        return notes;
    }

    /// A row is written when all is done. When that was it does not say.
    private HistoryRow row(ResultSet found) throws SQLException {
        String version = found.getString("version");
        List<String> statements = Sql.texts(found, HistoryTable.STATEMENTS);
        String checksum =
                statements.isEmpty() ? null : new PushedScript(statements).cutAgain().checksum();
        return new HistoryRow(
                HistoryTable.key(version, checksum),
                name(version, found.getString("name")),
                checksum,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                1,
                null,
                found.getString("content"));
    }

    private String name(String version, @Nullable String label) {
        String file = files.get(version);
        if (file != null) {
            return file;
        }
        return label == null || label.isEmpty() ? version : new Version(version, label).name();
    }
}
