package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.migration.HistoryColumns;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.UndoneMigration;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// What must not be applied again, and the trigger on the migration tool's history that sees to it.
/// Immutable.
///
/// The tool inserts a row before it runs a file; the trigger refuses that row, so nothing is
/// applied and no row is left. The tool then stops: later migrations wait behind a barred one.
///
/// @param records where bars are kept
/// @param tool whose history it is
public record Bars(RecordSchema records, MigrationTool tool) {
    /// The bars that stand, oldest first; none when the database holds no records.
    ///
    /// @throws BackoutException `rights-missing`
    public List<Bar> standing(Connection connection) {
        if (records.state(connection) == RecordSchema.State.ABSENT) {
            return List.of();
        }
        String sql =
                """
                select migration, checksum, run, barred_at from %s.bar
                where lifted_at is null and history = ? order by barred_at, migration, checksum\
                """
                        .formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tool.table());
            List<Bar> bars = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    bars.add(
                            new Bar(
                                    found.getString(1),
                                    found.getString(2),
                                    found.getString(3),
                                    found.getObject(4, OffsetDateTime.class).toInstant()));
                }
            }
            return bars;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading what is barred failed", e);
        }
    }

    /// The bars of one migration.
    ///
    /// @throws BackoutException `migration-unknown` when it is not barred
    public List<Bar> of(Connection connection, String migration) {
        return of(standing(connection), migration);
    }

    private static List<Bar> of(List<Bar> all, String migration) {
        List<Bar> bars = all.stream().filter(bar -> bar.migration().equals(migration)).toList();
        if (bars.isEmpty()) {
            throw notBarred(migration, all);
        }
        return bars;
    }

    /// Lets a migration be applied again. The rows stay, with who and when; the trigger goes with
    /// the last bar. One transaction.
    ///
    /// @param connection in autocommit mode
    /// @param lockTimeout how long to wait for whoever uses the history table
    /// @return the bars that stood
    /// @throws BackoutException `migration-unknown` when it is not barred
    public List<Bar> lift(
            Connection connection, String migration, Operator operator, Duration lockTimeout) {
        List<Bar> all = standing(connection);
        List<Bar> lifted = of(all, migration);
        try {
            return Transactions.run(
                    connection,
                    () -> {
                        Sql.execute(
                                connection, "set local lock_timeout = " + lockTimeout.toMillis());
                        mark(connection, migration, operator);
                        if (lifted.size() == all.size()) {
                            drop(connection);
                        }
                        return lifted;
                    });
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "lifting the bar of %s failed, it still stands".formatted(migration),
                    e);
        }
    }

    /// As [#lift], in the caller's transaction, and without a word when nothing is barred.
    void lift(Connection connection, String migration, Operator operator) throws SQLException {
        mark(connection, migration, operator);
        if (standing(connection).isEmpty()) {
            drop(connection);
        }
    }

    /// Bars a migration under every checksum that its file may have, in the caller's transaction.
    void put(Connection connection, UndoneMigration migration, String run) throws SQLException {
        String sql =
                """
                insert into %s.bar (history, migration, checksum, run) values (?, ?, ?, ?)
                on conflict (history, migration, checksum) where lifted_at is null do nothing\
                """
                        .formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            for (String checksum : migration.checksums()) {
                statement.setString(1, tool.table());
                statement.setString(2, migration.name());
                statement.setString(3, checksum);
                statement.setString(4, run);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// Makes the trigger, or makes it anew, in the caller's transaction; nothing where a tool's
    /// history tells scripts by their names only.
    void arm(Connection connection) throws SQLException {
        HistoryColumns columns = tool.columns();
        String checksum = columns.checksum();
        if (checksum == null) {
            return;
        }
        Sql.execute(connection, Resource.text(Bars.class, "bar.sql").formatted(records.sql()));
        Sql.execute(
                connection,
                """
                create or replace trigger %s before insert on %s
                for each row execute function %s.refuse_barred(%s, %s, %s)\
                """
                        .formatted(
                                RecordSchema.TRIGGER,
                                tool.table(),
                                records.sql(),
                                Identifiers.literal(String.join(",", columns.name())),
                                Identifiers.literal(checksum),
                                Identifiers.literal(tool.table())));
    }

    private void mark(Connection connection, String migration, Operator operator)
            throws SQLException {
        String sql =
                """
                update %s.bar set lifted_at = pg_catalog.now(),
                    lifted_by = current_user || ', ' || ?
                where lifted_at is null and history = ? and migration = ?\
                """
                        .formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, operator.text());
            statement.setString(2, tool.table());
            statement.setString(3, migration);
            statement.executeUpdate();
        }
    }

    /// The function stays when another history's trigger uses it.
    private void drop(Connection connection) throws SQLException {
        if (exists(connection, tool.table())) {
            Sql.execute(
                    connection,
                    "drop trigger if exists %s on %s"
                            .formatted(RecordSchema.TRIGGER, tool.table()));
        }
        String others = "select 1 from %s.bar where lifted_at is null".formatted(records.sql());
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(others)) {
            if (found.next()) {
                return;
            }
        }
        Sql.execute(
                connection, "drop function if exists %s.refuse_barred()".formatted(records.sql()));
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement =
                connection.prepareStatement("select pg_catalog.to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private static BackoutException notBarred(String migration, List<Bar> all) {
        List<String> names = all.stream().map(Bar::migration).distinct().toList();
        return BackoutException.of(
                ErrorCode.MIGRATION_UNKNOWN,
                "migration %s is not barred".formatted(migration),
                names.isEmpty() ? "nothing is barred" : "barred: " + String.join(", ", names));
    }
}
