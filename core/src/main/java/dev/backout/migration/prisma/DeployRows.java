package dev.backout.migration.prisma;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.schema.Identifiers;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What `prisma migrate deploy` writes into `_prisma_migrations`. Its times are those of the
/// server: Prisma takes its own clock's, to the millisecond.
///
/// @param schema the schema that holds the history, and in which scripts run
/// @param table the history table as SQL
record DeployRows(String schema, String table) implements DeployHistory {
    /// As Prisma makes it, but for the schema's name.
    private static final String CREATE =
            """
            create table %s (
                id                      varchar(36) primary key not null,
                checksum                varchar(64) not null,
                finished_at             timestamptz,
                migration_name          varchar(255) not null,
                logs                    text,
                rolled_back_at          timestamptz,
                started_at              timestamptz not null default now(),
                applied_steps_count     integer not null default 0
            )\
            """;

    /// Prisma looks for plain tables, and for nothing else.
    private static final String TABLES =
            """
            select c.relname::text from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname = ? order by 1 limit 4\
            """;

    private static final String NOW =
            "pg_catalog.date_trunc('milliseconds', pg_catalog.clock_timestamp())";

    private static final int MOST_NAMES = 3;

    @Override
    public void enter(Connection connection) throws SQLException {
        Sql.first(
                connection,
                "select pg_catalog.set_config('search_path', ?, false)",
                row -> row.getString(1),
                Identifiers.quote(schema));
    }

    @Override
    public void create(Connection connection) throws SQLException {
        List<String> tables = Sql.list(connection, TABLES, row -> row.getString(1), schema);
        if (!tables.isEmpty()) {
            throw notEmpty(tables);
        }
        if (!Sql.ask(
                connection, "select true from pg_catalog.pg_namespace where nspname = ?", schema)) {
            Sql.execute(connection, "create schema " + Identifiers.quote(schema));
        }
        Sql.execute(connection, CREATE.formatted(table));
    }

    private BackoutException notEmpty(List<String> tables) {
        String more = tables.size() > MOST_NAMES ? ", ..." : "";
        return BackoutException.of(
                ErrorCode.NOT_BASELINED,
                "schema %s is not empty (%s%s), and there is no history %s (P3005); nothing was"
                                .formatted(
                                        schema,
                                        String.join(
                                                ", ",
                                                tables.subList(
                                                        0, Math.min(MOST_NAMES, tables.size()))),
                                        more,
                                        table)
                        + " executed",
                "is it the right database? If the tables are what the first migrations make, tell"
                        + " the history so, one by one: npx prisma migrate resolve --applied NAME",
                "how to baseline a database: https://pris.ly/d/migrate-baseline");
    }

    @Override
    public BackoutException blocked(List<HistoryRow> failed) {
        String names = failed.stream().map(DeployRows::told).collect(Collectors.joining("; "));
        String first = failed.getFirst().name();
        return BackoutException.of(
                ErrorCode.HISTORY_FAILED,
                "the history knows of %s (P3009); nothing new is applied before that is settled"
                        .formatted(names),
                "nothing was executed; why it failed, and the ways on: backout plan "
                        + quoted(first),
                "when the cause is gone and nothing of it is left: npx prisma migrate resolve"
                        + " --rolled-back "
                        + quoted(first));
    }

    private static String told(HistoryRow row) {
        String since = row.startedAt() == null ? "" : ", begun at " + row.startedAt();
        return "migration %s that failed%s".formatted(row.name(), since);
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_./-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    @Override
    public boolean announces() {
        return true;
    }

    @Override
    public String begin(Connection connection, Migration migration) throws SQLException {
        String id = UUID.randomUUID().toString();
        Sql.update(
                connection,
                "insert into %s (id, checksum, started_at, migration_name) values (?, ?, %s, ?)"
                        .formatted(table, NOW),
                id,
                migration.checksum(),
                migration.name());
        return id;
    }

    @Override
    public void finish(Connection connection, String row) throws SQLException {
        insistOnRow(
                row,
                Sql.update(
                        connection,
                        """
                        update %s set applied_steps_count = applied_steps_count + 1,
                            finished_at = %s
                        where id = ?\
                        """
                                .formatted(table, NOW),
                        row));
    }

    @Override
    public void fail(Connection connection, String row, String log) throws SQLException {
        Sql.update(connection, "update %s set logs = ? where id = ?".formatted(table), log, row);
    }

    @Override
    public void withdraw(Connection connection, String row) throws SQLException {
        Sql.update(connection, "delete from %s where id = ?".formatted(table), row);
    }

    @Override
    public String log(String migration, String script, ServerFailure failure) {
        return FailureLog.text(migration, script, failure);
    }

    private void insistOnRow(String row, int updated) throws SQLException {
        if (updated != 1) {
            throw new SQLException(
                    "the row %s of %s is no longer there".formatted(row, table), "55000");
        }
    }
}
