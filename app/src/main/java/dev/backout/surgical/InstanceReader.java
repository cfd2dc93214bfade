package dev.backout.surgical;

import dev.backout.backup.TableName;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.FromBackup;
import dev.backout.plan.Imitation;
import dev.backout.schema.Identifiers;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;
import dev.backout.vault.taken.RowCopy;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A server that was restored from a backup, or a replica that is held back: rows are read straight
/// from it, all of them as of one moment. Nothing is changed there.
final class InstanceReader implements BackupReader {
    private static final String SIZE =
            "select pg_catalog.pg_database_size(pg_catalog.current_database())";
    private static final String REPLAYED =
            "select case when pg_catalog.pg_is_in_recovery()"
                    + " then pg_catalog.pg_last_xact_replay_timestamp() end";

    private final DatabaseAddress address;
    private final String records;
    private final Connection connection;
    private final FromBackup.Source known;
    private final int major;
    private final List<String> failures = new ArrayList<>();

    /// @param records the schema of our records, unquoted
    /// @param live a session on the live database, in autocommit mode
    /// @throws BackoutException `usage` when this is the live database
    InstanceReader(DatabaseAddress address, String records, Connection live) {
        this.address = address;
        this.records = records;
        this.connection = Database.connect(address);
        try {
            insistOnAnother(live);
            DatabaseIdentity identity = DatabaseIdentityReader.read(connection);
            this.major = connection.getMetaData().getDatabaseMajorVersion();
            Long bytes = Sql.first(connection, SIZE, row -> row.getLong(1));
            this.known =
                    new FromBackup.Source(
                            address.masked(),
                            FromBackup.Kind.INSTANCE,
                            "system:%s/%d/%s"
                                    .formatted(
                                            identity.systemIdentifier(),
                                            identity.oid(),
                                            identity.name()),
                            replayed(),
                            bytes == null ? 0 : bytes);
            connection.setAutoCommit(false);
            Sql.execute(
                    connection,
                    """
                    set transaction isolation level repeatable read read only;
                    set row_security = off; set statement_timeout = 0;
                    set idle_in_transaction_session_timeout = 0\
                    """);
        } catch (SQLException e) {
            close();
            throw unreadable(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Two copies of a database have the same identifier; a lock is to be seen on one of them
    /// alone.
    private void insistOnAnother(Connection live) throws SQLException {
        long number = Instant.now().toEpochMilli() % 1_000_000_000 + 1;
        Sql.ask(live, "select pg_catalog.pg_try_advisory_lock(?)", number);
        try {
            boolean same =
                    Sql.ask(
                            connection,
                            """
                            select exists (select from pg_catalog.pg_locks
                                where locktype = 'advisory' and classid = 0
                                  and objid = ?::bigint::pg_catalog.oid and objsubid = 1
                                  and database = (select oid from pg_catalog.pg_database
                                      where datname = pg_catalog.current_database()))\
                            """,
                            number);
            if (same) {
                throw BackoutException.of(
                        ErrorCode.USAGE,
                        "%s is the live database itself, no backup of it"
                                .formatted(address.masked()),
                        "nothing was executed; name an instance that was restored to a moment"
                                + " before the migration, or a file of pg_dump");
            }
        } finally {
            Sql.ask(live, "select pg_catalog.pg_advisory_unlock(?)", number);
        }
    }

    private @Nullable Instant replayed() throws SQLException {
        OffsetDateTime moment =
                Sql.first(connection, REPLAYED, row -> row.getObject(1, OffsetDateTime.class));
        return moment == null ? null : moment.toInstant();
    }

    @Override
    public FromBackup.Source source() {
        return known;
    }

    @Override
    public int major() {
        return major;
    }

    @Override
    public long room() {
        return known.bytes();
    }

    /// A server that was restored from a dump has another identifier; the history tells.
    @Override
    public @Nullable DatabaseIdentity database() {
        return null;
    }

    @Override
    public ScratchDatabase empty(ScratchServer server, String historyTable) {
        return Imitation.of(
                () -> Database.connect(address), historyTable, records, server, failures);
    }

    @Override
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public History history(ScratchDatabase database, MigrationTool tool) {
        try (Connection other = Database.connect(address)) {
            return tool.history(other);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<TableName> lacking(Set<TableName> tables) {
        return List.of();
    }

    @Override
    public void rows(ScratchDatabase database, Set<TableName> tables) {
        try {
            for (TableName table : tables) {
                List<String> columns = columns(table);
                if (!columns.isEmpty()) {
                    String names = Identifiers.list(columns);
                    RowCopy.rows(
                            connection,
                            "select %s from only %s".formatted(names, table.text()),
                            database.session(),
                            "%s (%s)".formatted(table.text(), names));
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void positions(ScratchDatabase database, Set<TableName> sequences) {
        try {
            for (TableName sequence : sequences) {
                List<String> set =
                        Sql.list(
                                connection,
                                """
                                select pg_catalog.format('select pg_catalog.setval(%%L, %%s, %%L)',
                                    '%s', last_value, is_called)
                                from %s\
                                """
                                        .formatted(
                                                sequence.text().replace("'", "''"),
                                                sequence.text()),
                                row -> row.getString(1));
                database.give(set);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private List<String> columns(TableName table) throws SQLException {
        return Sql.list(
                connection,
                """
                select attname::pg_catalog.text from pg_catalog.pg_attribute
                where attrelid = pg_catalog.to_regclass(?) and attnum > 0 and not attisdropped
                  and attgenerated = ''
                order by attnum\
                """,
                row -> row.getString(1),
                table.text());
    }

    private BackoutException unreadable(SQLException e) {
        return SqlFailure.of(
                ErrorCode.DATABASE_UNREACHABLE, "reading %s failed".formatted(address.masked()), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was ended from the other side.
        }
    }
}
