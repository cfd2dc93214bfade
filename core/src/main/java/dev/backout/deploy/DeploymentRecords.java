package dev.backout.deploy;

import dev.backout.database.Sql;
import dev.backout.journal.Operator;
import dev.backout.migration.Migration;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// What our own records say of deployments. Everything is written in the caller's transaction.
///
/// @param records the schema of the records
/// @param history the history table as SQL
record DeploymentRecords(RecordSchema records, String history) {
    /// Marks a migration as under way. The mark goes with [#end], in the transaction of the
    /// migration: one that is left says that nothing of the migration happened.
    void begin(Connection connection, String row, Migration migration, Operator operator)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into %s.begun (history, history_row, migration, alone, operator)
                values (?, ?, ?, false, ?)\
                """
                        .formatted(records.sql()),
                history,
                row,
                migration.name(),
                operator.text());
    }

    /// Says that the migration is about to run outside of a transaction.
    void alone(Connection connection, String row) throws SQLException {
        Sql.update(
                connection,
                "update %s.begun set alone = true where history = ? and history_row = ?"
                        .formatted(records.sql()),
                history,
                row);
    }

    /// Takes the mark away.
    void end(Connection connection, String row) throws SQLException {
        Sql.update(
                connection,
                "delete from %s.begun where history = ? and history_row = ?"
                        .formatted(records.sql()),
                history,
                row);
    }

    /// Whether a row is marked, and ran outside of a transaction; null when it is not marked.
    @Nullable Boolean marked(Connection connection, String row) throws SQLException {
        return Sql.first(
                connection,
                "select alone from %s.begun where history = ? and history_row = ?"
                        .formatted(records.sql()),
                found -> found.getBoolean(1),
                history,
                row);
    }

    /// Writes down a migration that was applied, its script whole.
    void put(
            Connection connection,
            String id,
            String row,
            Migration migration,
            Operator operator,
            String engine)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into %s.deployment (id, migration, checksum, history, history_row, script,
                    operator, ci, engine)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """
                        .formatted(records.sql()),
                id,
                migration.name(),
                migration.checksum(),
                history,
                row,
                migration.script().text(),
                operator.person(),
                operator.ci(),
                engine);
    }

    /// How long what a deployment kept has to stay.
    void keepFor(Connection connection, String id, Duration time) throws SQLException {
        Sql.update(
                connection,
                """
                update %s.capture
                set keep_until = pg_catalog.now() + pg_catalog.make_interval(secs => ?)
                where origin = ?\
                """
                        .formatted(records.sql()),
                (double) time.toSeconds(),
                id);
    }
}
