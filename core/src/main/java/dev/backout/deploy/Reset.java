package dev.backout.deploy;

import dev.backout.database.DirectSession;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.ToolLock;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Drops the schemas of a project and applies its migrations anew, as `prisma migrate reset` does.
/// Whether a database may be treated so is for the caller to decide. For one thread.
///
/// Dropping is one transaction. When the process dies after it, the database is empty, or has the
/// first migrations; the next reset begins anew.
public final class Reset {
    private final DeployPlace place;
    private final List<String> schemas;
    private final RecordSchema records;

    /// @param place where; its listener is told of every migration that begins
    /// @param schemas what is dropped and made anew
    public Reset(DeployPlace place, List<String> schemas) {
        this.place = place;
        this.schemas = List.copyOf(schemas);
        this.records = new RecordSchema(place.settings().run().schema());
    }

    /// What would be destroyed; nothing is changed.
    public ResetLook look(Connection connection) {
        try {
            return ResetLook.of(connection, records, schemas);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "looking at the schemas failed", e);
        }
    }

    /// Drops, makes anew, and applies the migrations.
    ///
    /// @param all what the project has; a problem with it is found before anything is dropped
    /// @param wanted which of them, in order
    /// @param withRecords whether runs and captures may go; they are counted again behind the lock
    /// @throws BackoutException `migrations-not-found`, `locked`, `records-in-the-way`,
    ///   `rights-missing`, `step-failed`
    public void run(MigrationDirectory all, List<Migration> wanted, boolean withRecords) {
        Pending.insistOnSound(all);
        try (Connection worker = place.connections().get()) {
            DirectSession.insist(worker, place.connections());
            try (ToolLock lock = place.tool().lock(worker, place.settings().run().toolPatience())) {
                empty(worker, withRecords);
                replay(worker, wanted);
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "resetting failed", e);
        }
    }

    /// Refuses to destroy what was kept.
    ///
    /// @throws BackoutException `records-in-the-way`
    public void insistOnNothingKept(ResetLook look) {
        if (look.keepsSomething()) {
            throw BackoutException.of(
                    ErrorCode.RECORDS_IN_THE_WAY,
                    "schema %s records %s and keeps %s, and a reset destroys both"
                            .formatted(
                                    records.name(),
                                    Counted.of(look.runs(), "run"),
                                    Counted.of(look.captures(), "capture")),
                    "nothing was executed; backout runs and backout vault list them",
                    "--drop-records gives them up");
        }
    }

    private void empty(Connection worker, boolean withRecords) throws SQLException {
        ResetLook look = look(worker);
        if (!withRecords) {
            insistOnNothingKept(look);
        }
        List<String> statements = statements(look);
        try {
            Transactions.run(
                    worker,
                    () -> {
                        Sql.execute(
                                worker,
                                "set local lock_timeout = "
                                        + place.settings().run().lockTimeout().toMillis());
                        for (String statement : statements) {
                            Sql.execute(worker, statement);
                        }
                        return 0;
                    });
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /// As Prisma has it: comments and grants of a schema do not return. The history may lie in a
    /// schema that stays.
    private List<String> statements(ResetLook look) {
        List<String> statements = new ArrayList<>();
        for (String schema : schemas) {
            String name = Identifiers.quote(schema);
            statements.add("drop schema if exists %s cascade".formatted(name));
            statements.add("create schema " + name);
        }
        statements.add("drop table if exists " + place.tool().table());
        if (look.records()) {
            statements.add("drop schema %s cascade".formatted(records.sql()));
        }
        return statements;
    }

    private static BackoutException refused(SQLException e) {
        String state = SqlFailure.state(e);
        String hint =
                switch (state) {
                    case "55P03" ->
                            "somebody uses the tables: stop the application, or give"
                                    + " --lock-timeout";
                    case "42501" -> "the role has to own the schemas and the database";
                    default -> "the database is as it was";
                };
        return new BackoutException(
                state.equals("42501") ? ErrorCode.RIGHTS_MISSING : ErrorCode.STEP_FAILED,
                "the schemas cannot be dropped: %s; all of it was undone"
                        .formatted(SqlFailure.text(e)),
                List.of(hint),
                e);
    }

    private void replay(Connection worker, List<Migration> wanted) throws SQLException {
        MigrationTool tool = place.tool();
        Transactions.run(
                worker,
                () -> {
                    tool.deployments().create(worker);
                    return 0;
                });
        try (DeploySessions sessions =
                DeploySessions.of(worker, place.connections(), tool.deployments())) {
            Replay replay = new Replay(sessions);
            int number = 0;
            for (Migration migration : wanted) {
                number++;
                place.listener()
                        .accept(new DeployEvent.Begins(migration.name(), number, wanted.size()));
                replay.apply(migration);
            }
        }
    }
}
