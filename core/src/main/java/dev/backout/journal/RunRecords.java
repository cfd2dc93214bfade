package dev.backout.journal;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The records of runs. Immutable.
///
/// @param records where they are kept
public record RunRecords(RecordSchema records) {
    /// All runs, the newest first; none when the database holds no records.
    public List<RunRecord> list(Connection connection) {
        return select(connection, "order by began_at desc, id desc");
    }

    /// A run by its id, or by the beginning of it.
    ///
    /// @throws BackoutException `run-unknown` when there is none, or several begin so
    public RunRecord find(Connection connection, String id) {
        List<RunRecord> found =
                select(connection, "where pg_catalog.starts_with(id, ?) order by id", id);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw BackoutException.of(
                ErrorCode.RUN_UNKNOWN,
                found.isEmpty()
                        ? "there is no run %s in this database".formatted(id)
                        : "%d runs begin with %s".formatted(found.size(), id),
                "backout runs lists all runs");
    }

    /// A run that is known to be there, in records of this format; as soon as it was sent.
    ///
    /// @return it alone
    public List<RunRecord> known(Pipeline asked, String id) {
        return asked.list(selected("incident", "where id = ?"), RunRecords::run, id);
    }

    /// The plan of a run, as the file's text.
    public String plan(Connection connection, String id) {
        try {
            String text =
                    Sql.first(
                            connection,
                            "select plan from %s.run where id = ?".formatted(records.sql()),
                            row -> row.getString(1),
                            id);
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The steps of a run.
    ///
    /// @throws BackoutException `journal-invalid` when a newer Backout laid them down
    public List<NumberedStep> steps(Connection connection, String id) {
        try {
            List<Step> steps =
                    Sql.list(
                            connection,
                            """
                            select kind, title, statements, details from %s.step
                            where run = ? order by number\
                            """
                                    .formatted(records.sql()),
                            row ->
                                    new StepColumns(
                                                    row.getString("kind"),
                                                    row.getString("title"),
                                                    Sql.texts(row, "statements"),
                                                    Sql.texts(row, "details"))
                                            .step(),
                            id);
            return numbered(steps);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The steps with their places.
    public static List<NumberedStep> numbered(List<Step> steps) {
        List<NumberedStep> numbered = new ArrayList<>();
        for (Step step : steps) {
            numbered.add(new NumberedStep(numbered.size() + 1, steps.size(), step));
        }
        return List.copyOf(numbered);
    }

    /// Lays a run down, in the caller's transaction.
    ///
    /// @param began when, by our clock
    public void begin(
            Connection connection,
            String id,
            PlanFile file,
            List<Step> steps,
            Operator operator,
            Instant began,
            @Nullable String incident)
            throws SQLException {
        Plan plan = file.plan();
        Sql.update(
                connection,
                """
                insert into %s.run (id, state, migrations, history, database_user, operator, ci,
                    began_at, engine, server_version, plan_hash, plan, inverse, incident, redoes)
                values (?, ?, ?, ?, current_user, ?, ?, ?, ?,
                    pg_catalog.current_setting('server_version'), ?, ?, ?, ?, ?)\
                """
                        .formatted(records.sql()),
                id,
                RunState.RUNNING.word(),
                plan.migrations().stream().map(UndoneMigration::name).toList(),
                plan.historyTable(),
                operator.person(),
                operator.ci(),
                began,
                plan.engine(),
                file.hash(),
                file.json(),
                plan.statements(),
                incident,
                plan.strategy() instanceof Strategy.Redo(String undone) ? undone : null);
        for (NumberedStep step : numbered(steps)) {
            StepColumns columns = StepColumns.of(step.step());
            Sql.update(
                    connection,
                    """
                    insert into %s.step (run, number, kind, title, statements, details)
                    values (?, ?, ?, ?, ?, ?)\
                    """
                            .formatted(records.sql()),
                    id,
                    step.number(),
                    columns.kind(),
                    columns.title(),
                    columns.statements(),
                    columns.details());
        }
    }

    /// Says how far a run is, in the caller's transaction.
    public void state(Connection connection, String id, RunState state) throws SQLException {
        Sql.update(
                connection,
                """
                update %s.run set state = ?,
                    ended_at = case when ? then pg_catalog.clock_timestamp() end,
                    took_ms = case when ? then
                        extract(epoch from pg_catalog.clock_timestamp() - began_at) * 1000 end
                where id = ?\
                """
                        .formatted(records.sql()),
                state.word(),
                !state.open(),
                !state.open(),
                id);
    }

    /// Keeps the rows of a migration and deletes or changes them in the tool's history as the plan
    /// says, in the caller's transaction.
    ///
    /// @param rows all rows of that name
    /// @return how many were deleted or changed
    public int remove(
            Connection connection,
            MigrationTool tool,
            String run,
            UndoneMigration migration,
            List<HistoryRow> rows)
            throws SQLException {
        for (HistoryRow row : rows) {
            Sql.update(
                    connection,
                    "insert into %s.removed_row (run, migration, content) values (?, ?, ?::jsonb)"
                            .formatted(records.sql()),
                    run,
                    migration.name(),
                    row.json());
        }
        return tool.change(connection, migration.name(), migration.history());
    }

    /// The rows of a migration as they were before the run, each as JSON.
    public List<String> removed(Connection connection, String run, String migration)
            throws SQLException {
        return Sql.list(
                connection,
                "select content::text from %s.removed_row where run = ? and migration = ?"
                        .formatted(records.sql()),
                row -> row.getString(1),
                run,
                migration);
    }

    /// How many rows of the history a run deleted or changed.
    public int removed(Connection connection, String run) {
        try {
            return Objects.requireNonNull(
                    Sql.first(
                            connection,
                            "select count(*) from %s.removed_row where run = ?"
                                    .formatted(records.sql()),
                            row -> row.getInt(1),
                            run));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private List<RunRecord> select(Connection connection, String rest, Object... arguments) {
        String incident =
                switch (records.state(connection)) {
                    case ABSENT -> "";
                    case FIRST -> "null as incident";
                    case PRESENT -> "incident";
                };
        if (incident.isEmpty()) {
            return List.of();
        }
        try {
            return Sql.list(connection, selected(incident, rest), RunRecords::run, arguments);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private String selected(String incident, String rest) {
        return """
        select id, state, migrations, database_user, operator, ci, began_at, took_ms, plan_hash,
            %s
        from %s.run %s\
        """
                .formatted(incident, records.sql(), rest);
    }

    private static RunRecord run(ResultSet row) throws SQLException {
        long took = row.getLong("took_ms");
        Duration duration = row.wasNull() ? null : Duration.ofMillis(took);
        return new RunRecord(
                row.getString("id"),
                RunState.of(row.getString("state")),
                Sql.texts(row, "migrations"),
                row.getString("database_user"),
                new Operator(row.getString("operator"), row.getString("ci")),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                duration,
                row.getString("plan_hash"),
                row.getString("incident"));
    }

    private static BackoutException failed(SQLException e) {
        return SqlFailure.of(ErrorCode.STEP_FAILED, "reading the runs failed", e);
    }
}
