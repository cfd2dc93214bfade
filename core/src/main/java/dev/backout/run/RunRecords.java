package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The records of runs. Immutable.
///
/// @param records where they are kept
public record RunRecords(RecordSchema records) {
    /// The state of a run that is committed, and with it whole.
    static final String DONE = "done";

    /// All runs, the newest first; none when the database holds no records.
    public List<RunRecord> list(Connection connection) {
        if (records.state(connection) == RecordSchema.State.ABSENT) {
            return List.of();
        }
        String sql =
                """
                select id, state, migrations, database_user, operator, ci, began_at, took_ms,
                    plan_hash
                from %s.run order by began_at desc, id desc\
                """
                        .formatted(records.sql());
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<RunRecord> runs = new ArrayList<>();
            while (found.next()) {
                runs.add(run(found));
            }
            return runs;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the runs failed", e);
        }
    }

    /// Whether a run of that id is committed.
    boolean exists(Connection connection, String id) throws SQLException {
        if (records.state(connection) == RecordSchema.State.ABSENT) {
            return false;
        }
        String sql = "select 1 from %s.run where id = ?".formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /// Writes a run's record, in the caller's transaction.
    ///
    /// @param began when, by our clock
    void put(
            Connection connection,
            String id,
            PlanFile file,
            Operator operator,
            Instant began,
            int tries)
            throws SQLException {
        String sql =
                """
                insert into %s.run (id, state, migrations, history, database_user, operator, ci,
                    began_at, took_ms, tries, engine, server_version, plan_hash, plan, inverse)
                values (?, ?, ?, ?, current_user, ?, ?, ?, ?, ?, ?,
                    pg_catalog.current_setting('server_version'), ?, ?, ?)\
                """
                        .formatted(records.sql());
        Plan plan = file.plan();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.setString(2, DONE);
            statement.setArray(
                    3, texts(connection, plan.migrations().stream().map(UndoneMigration::name)));
            statement.setString(4, plan.historyTable());
            statement.setString(5, operator.person());
            setText(statement, 6, operator.ci());
            statement.setObject(7, began.atOffset(ZoneOffset.UTC));
            statement.setLong(8, Duration.between(began, Instant.now()).toMillis());
            statement.setInt(9, tries);
            statement.setString(10, plan.engine());
            statement.setString(11, file.hash());
            statement.setString(12, file.json());
            statement.setArray(13, texts(connection, plan.statements().stream()));
            statement.executeUpdate();
        }
    }

    /// Keeps the rows of a migration and deletes or changes them in the tool's history as the plan
    /// says, in the caller's transaction.
    ///
    /// @param rows all rows of that name
    /// @return how many were deleted or changed
    int remove(
            Connection connection,
            MigrationTool tool,
            String run,
            UndoneMigration migration,
            List<HistoryRow> rows)
            throws SQLException {
        String sql =
                "insert into %s.removed_row (run, migration, content) values (?, ?, ?::jsonb)"
                        .formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            for (HistoryRow row : rows) {
                statement.setString(1, run);
                statement.setString(2, migration.name());
                statement.setString(3, row.json());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return tool.change(connection, migration.name(), migration.history());
    }

    private static Array texts(Connection connection, java.util.stream.Stream<String> texts)
            throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static void setText(PreparedStatement statement, int index, @Nullable String text)
            throws SQLException {
        if (text == null) {
            statement.setNull(index, java.sql.Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    private static RunRecord run(ResultSet found) throws SQLException {
        return new RunRecord(
                found.getString(1),
                found.getString(2),
                List.of((String[]) found.getArray(3).getArray()),
                found.getString(4),
                found.getString(5),
                found.getString(6),
                found.getObject(7, OffsetDateTime.class).toInstant(),
                Duration.ofMillis(found.getLong(8)),
                found.getString(9));
    }
}
