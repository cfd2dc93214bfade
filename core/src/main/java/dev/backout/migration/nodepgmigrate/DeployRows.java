package dev.backout.migration.nodepgmigrate;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.HistoryRow;
import dev.backout.schema.Identifiers;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// What `node-pg-migrate up` writes into its history: one row per migration, in the migration's own
/// transaction, and none of a failure.
///
/// @param settings the project's
/// @param writer of its rows
record DeployRows(NodePgSettings settings, HistoryWriter writer) implements DeployHistory {
    /// As the tool makes it.
    private static final String CREATE =
            """
            create table %s (
                id serial primary key,
                %s varchar(255) not null,
                %s timestamp not null
            )\
            """;

    @Override
    public void enter(Connection connection) throws SQLException {
        Sql.first(
                connection,
                "select pg_catalog.set_config('search_path', ?, false)",
                row -> row.getString(1),
                settings.schemas().stream()
                        .map(Identifiers::quote)
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void create(Connection connection) throws SQLException {
        if (settings.createSchemas()) {
            for (String schema : settings.schemas()) {
                Sql.execute(connection, "create schema if not exists " + Identifiers.quote(schema));
            }
        }
        Sql.execute(
                connection,
                CREATE.formatted(
                        writer.table(),
                        Identifiers.quote(settings.history().nameColumn()),
                        Identifiers.quote(settings.history().timeColumn())));
    }

    @Override
    public BackoutException blocked(List<HistoryRow> failed) {
        return BackoutException.of(
                ErrorCode.HISTORY_FAILED,
                "%s has rows without an end".formatted(writer.table()),
                "nothing was executed");
    }

    @Override
    public boolean announces() {
        return false;
    }

    @Override
    public String begin(Connection connection, String migration, String checksum)
            throws SQLException {
        return writer.insert(connection, migration);
    }

    @Override
    public void finish(Connection connection, String row) {
        // The row came with begin, in this very transaction.
    }

    @Override
    public void fail(Connection connection, String row, String log) {
        // The tool leaves no trace of a failure.
    }

    @Override
    public void withdraw(Connection connection, String row) {
        // A row that did not come with its migration never came.
    }

    @Override
    public String log(String migration, String script, ServerFailure failure) {
        return failure.message();
    }
}
