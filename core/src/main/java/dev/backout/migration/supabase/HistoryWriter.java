package dev.backout.migration.supabase;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.Migration;
import dev.backout.migration.RowsPutBack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Changes rows of `supabase_migrations.schema_migrations` as `db push` and `migration repair`
/// would, in the caller's transaction. A row belongs to a version, whatever its name says.
final class HistoryWriter {
    private static final String DELETE =
            "delete from %s where version = ?".formatted(HistoryTable.SQL);

    /// What the tool brings an older table up to before it applies anything.
    private static final String COMPLETE =
            """
            create schema if not exists supabase_migrations;
            create table if not exists %1$s (version text not null primary key);
            alter table %1$s add column if not exists statements text[];
            alter table %1$s add column if not exists name text\
            """
                    .formatted(HistoryTable.SQL);

    private static final String LACKS =
            """
            select pg_catalog.count(*) < 2 from pg_catalog.pg_attribute
            where attrelid = pg_catalog.to_regclass('%s') and not attisdropped
              and attname in ('statements', 'name')\
            """
                    .formatted(HistoryTable.SQL);

    private HistoryWriter() {}

    /// @return how many rows there were to delete; one that was added does not count
    static int change(Connection connection, String migration, HistoryAction action) {
        try {
            return switch (action) {
                case HistoryAction.DeleteRows() -> delete(connection, migration);
                // No row tells of a failure, so there is none to mark.
                case HistoryAction.MarkRolledBack() -> 0;
                case HistoryAction.MarkApplied _ -> {
                    Version version = version(migration);
                    Sql.update(
                            connection,
                            "insert into %s (version, name) values (?, ?) on conflict do nothing"
                                    .formatted(HistoryTable.SQL),
                            version.digits(),
                            version.label());
                    yield 0;
                }
            };
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "changing the row of %s in %s failed".formatted(migration, HistoryTable.SQL),
                    e);
        }
    }

    static void putBack(Connection connection, String migration, List<String> rows) {
        try {
            delete(connection, migration);
            RowsPutBack.insert(connection, HistoryTable.SQL, rows);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "putting the row of %s back into %s failed"
                            .formatted(migration, HistoryTable.SQL),
                    e);
        }
    }

    /// Makes the table, or the columns that it lacks.
    static void complete(Connection connection) throws SQLException {
        if (Sql.ask(connection, LACKS)) {
            Sql.execute(connection, COMPLETE);
        }
    }

    /// Says that a migration is applied.
    ///
    /// @return the key of the row
    static String insert(Connection connection, Migration migration) throws SQLException {
        complete(connection);
        Version version = version(migration.name());
        PushedScript script = PushedScript.of(migration.script().text());
        Sql.update(
                connection,
                "insert into %s (version, name, statements) values (?, ?, ?)"
                        .formatted(HistoryTable.SQL),
                version.digits(),
                version.label(),
                script.statements());
        return HistoryTable.key(
                version.digits(), script.statements().isEmpty() ? null : script.checksum());
    }

    private static int delete(Connection connection, String migration) throws SQLException {
        return Sql.update(connection, DELETE, Version.digits(migration));
    }

    private static Version version(String migration) {
        Version version = Version.of(migration);
        return version == null ? new Version(migration, "") : version;
    }
}
