package dev.backout.migration.nodepgmigrate;

import dev.backout.database.Sql;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.Migration;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
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
    public boolean announces() {
        return false;
    }

    @Override
    public String begin(Connection connection, Migration migration) throws SQLException {
        return writer.insert(connection, migration.name());
    }
}
