package dev.backout.scratch;

import dev.backout.catalog.OwnSchema;
import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Makes the rows of one database those of another that has the same tables, and sets its sequences
/// alike. Memory is constant. What the session's role does not own stays as it is.
///
/// @param from is only read
/// @param to a session of the ordinary role in which no trigger fires: what migrations wrote
///   (checks, expressions of indexes) runs there
/// @param without a schema that is left alone, or null
record RowCopy(Connection from, Connection to, @Nullable String without) {
    private static final String TABLES = Resources.text("row-copy-tables.sql");

    /// Does it, in one transaction.
    void copy() throws SQLException {
        to.setAutoCommit(false);
        List<Table> tables = tables(to);
        List<String> filled = filled(from);
        // Policies bind the owner, too: rows that they hide would stay.
        each(tables, Table::forced, "ALTER TABLE %s NO FORCE ROW LEVEL SECURITY");
        each(tables, Table::filled, "DELETE FROM ONLY %s");
        for (Table table : tables) {
            if (filled.contains(table.sql()) && !table.columns().isEmpty()) {
                copy(table);
            }
        }
        each(tables, Table::forced, "ALTER TABLE %s FORCE ROW LEVEL SECURITY");
        SequenceValues.of(from).restore(to);
        to.commit();
    }

    private record Table(String sql, boolean filled, boolean forced, List<String> columns) {}

    private void each(List<Table> tables, Predicate<Table> which, String statement)
            throws SQLException {
        Sql.execute(
                to,
                tables.stream()
                        .filter(which)
                        .map(table -> statement.formatted(table.sql()))
                        .collect(Collectors.joining(";\n")));
    }

    private List<Table> tables(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                TABLES,
                row ->
                        new Table(
                                Identifiers.dotted(
                                        List.of(row.getString("schema"), row.getString("name"))),
                                row.getBoolean("filled"),
                                row.getBoolean("forced"),
                                Sql.texts(row, "columns")),
                List.of(OwnSchema.SCRATCH, without == null ? OwnSchema.SCRATCH : without));
    }

    private List<String> filled(Connection connection) throws SQLException {
        return tables(connection).stream().filter(Table::filled).map(Table::sql).toList();
    }

    private void copy(Table table) throws SQLException {
        String columns =
                table.columns().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        CopyOut out = api(from).copyOut("COPY %s (%s) TO STDOUT".formatted(table.sql(), columns));
        CopyIn in = api(to).copyIn("COPY %s (%s) FROM STDIN".formatted(table.sql(), columns));
        byte[] rows = out.readFromCopy();
        while (rows != null) {
            in.writeToCopy(rows, 0, rows.length);
            rows = out.readFromCopy();
        }
        in.endCopy();
    }

    private static CopyManager api(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
