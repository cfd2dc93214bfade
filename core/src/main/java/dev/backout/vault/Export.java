package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was kept, as text for other programs, row by row: memory does not grow with it.
///
/// @param vault where it lies
public record Export(Vault vault) {
    private static final int FETCH = 500;

    /// The table of the vault as CSV, with a header.
    ///
    /// @return how many rows
    public long csv(Connection connection, Capture capture, OutputStream out)
            throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select * from %s) to stdout (format csv, header)"
                                .formatted(source(connection, capture.kept())),
                        out);
    }

    /// What of it was set aside as CSV, with a header and both sides.
    ///
    /// @return how many rows
    public long aside(Connection connection, Capture capture, OutputStream out)
            throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        """
                        copy (select id, run, kind, reason, key, columns, kept, live from %s.set_aside
                            where capture = %d order by id) to stdout (format csv, header)\
                        """
                                .formatted(vault.records().sql(), capture.id()),
                        out);
    }

    /// Statements that put it back as it was: rows that are gone, or values of rows that are there.
    /// What was written since is not looked at; `backout plan` merges.
    ///
    /// @return how many
    public long sql(Connection connection, Capture capture, Consumer<String> line)
            throws SQLException {
        String query = query(connection, capture);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            long rows = 0;
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    line.accept(found.getString(1) + ";");
                    rows++;
                }
            }
            return rows;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String query(Connection connection, Capture capture) throws SQLException {
        Kept kept = capture.kept();
        String table = Identifiers.dotted(kept.table().address().path());
        return switch (kept) {
            case Kept.MovedTable moved -> inserts(table, moved.columns(), kept);
            case Kept.CopiedTable copied -> inserts(table, copied.columns(), kept);
            case Kept.DroppedColumn dropped ->
                    dropped.key().isEmpty()
                            ? inserts(table, columns(connection, kept), kept)
                            : updates(
                                    table,
                                    dropped.column(),
                                    dropped.key(),
                                    source(connection, kept));
            case Kept.HiddenColumn hidden ->
                    updates(table, hidden.column(), hidden.key(), source(connection, kept));
            case Kept.RetypedColumn retyped ->
                    updates(table, retyped.column(), retyped.key(), source(connection, kept));
            case Kept.WrittenRows _ -> log(kept);
            case Kept.SequencePosition _ -> position(table, kept);
        };
    }

    private String position(String sequence, Kept kept) {
        return "select pg_catalog.format('select pg_catalog.setval(%%L, %%s, %%L)', %s, last_value, is_called) from %s"
                .formatted(Identifiers.literal(sequence), vault.sql(kept.place()));
    }

    private String inserts(String table, List<String> columns, Kept kept) {
        String names = columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        String places = columns.stream().map(column -> "%L").collect(Collectors.joining(", "));
        String texts =
                columns.stream()
                        .map(column -> Identifiers.quote(column) + "::text")
                        .collect(Collectors.joining(", "));
        return "select pg_catalog.format(%s%s) from %s"
                .formatted(
                        Identifiers.literal(
                                "insert into %s (%s) overriding system value values (%s)"
                                        .formatted(escaped(table), escaped(names), places)),
                        columns.isEmpty() ? "" : ", " + texts,
                        vault.sql(kept.place()));
    }

    private String updates(String table, ColumnRef column, List<String> key, String source) {
        String where =
                key.stream()
                        .map(name -> escaped(Identifiers.quote(name)) + " = %L")
                        .collect(Collectors.joining(" and "));
        String texts =
                Stream.concat(Stream.of(Kept.VALUE), key.stream())
                        .map(name -> Identifiers.quote(name) + "::text")
                        .collect(Collectors.joining(", "));
        return "select pg_catalog.format(%s, %s) from %s"
                .formatted(
                        Identifiers.literal(
                                "update %s set %s = %%L where %s"
                                        .formatted(
                                                escaped(table),
                                                escaped(Identifiers.quote(column.name())),
                                                where)),
                        texts,
                        source);
    }

    private String source(Connection connection, Kept kept) throws SQLException {
        String source = new Places(vault).source(connection, kept);
        // The server says it in its words.
        return source == null ? vault.sql(kept.place()) : source;
    }

    /// Events are undone by a run, in an order of their own; here they are told.
    private String log(Kept kept) {
        return "select '-- ' || pg_catalog.to_jsonb(k)::text from %s k order by %s"
                .formatted(vault.sql(kept.place()), Identifiers.quote(Kept.EVENT));
    }

    private List<String> columns(Connection connection, Kept kept) throws SQLException {
        return Sql.list(
                connection,
                """
                select attname::text from pg_catalog.pg_attribute
                where attrelid = ?::pg_catalog.regclass and attnum > 0 and not attisdropped
                order by attnum\
                """,
                row -> row.getString(1),
                vault.sql(kept.place()));
    }

    /// `format` takes a percent sign for its own.
    private static String escaped(String name) {
        return name.replace("%", "%%");
    }
}
