package dev.backout.deploy;

import dev.backout.database.SessionZone;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationTool;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.scratch.Help;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.vault.Holding;
import dev.backout.vault.Holdings;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Keeper;
import dev.backout.vault.RowWatch;
import dev.backout.vault.Vault;
import dev.backout.vault.WatchOutcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Applies a migration once more, to a copy of the database from before it, and keeps what it
/// destroys there: as if Backout had applied it the first time. The history is left alone. For one
/// thread, once.
///
/// @param copy holds the rows that the migration touches; it is changed
/// @param tool whose sessions scripts run in
/// @param engine the version of Backout
/// @param zone the time zone that the migration ran in
public record Reenactment(
        ScratchDatabase copy, MigrationTool tool, String engine, SessionZone zone) {
    /// The schema of the copy's vault: the one that came with the backup is something else.
    public static final RecordSchema RECORDS = new RecordSchema("backout_taken");

    private static final String ORIGIN = "the migration";

    /// Runs it.
    ///
    /// @param writes the tables whose rows it is known to write
    /// @return what was kept, in the order of destruction
    /// @throws BackoutException `backup-invalid` when it does not run on these rows;
    ///   `script-unfit`, `vault-incomplete`
    public List<Holding> run(Migration migration, Collection<Address> writes) {
        try {
            Connection connection = copy.session();
            Transactions.run(
                    connection,
                    () -> {
                        RECORDS.ensure(connection);
                        return 0;
                    });
            return kept(connection, migration, writes);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    "applying %s to the rows of the backup failed".formatted(migration.name()),
                    e);
        }
    }

    private List<Holding> kept(
            Connection connection, Migration migration, Collection<Address> writes)
            throws SQLException {
        Vault vault = new Vault(RECORDS);
        DeploySettings settings = DeploySettings.usual(engine);
        Watching watching =
                new Watching(
                        new RowWatch(vault, ORIGIN),
                        connection,
                        settings.run().lockTimeout(),
                        tool.deployCommand());
        watching.expect(writes);
        ScriptPieces script = ScriptPieces.of(migration, tool.deployCommand());
        boolean helped = false;
        while (true) {
            tool.deployments().enter(connection);
            zone.enter(connection, false);
            connection.setAutoCommit(false);
            try {
                WatchOutcome outcome =
                        new ScriptAttempt(connection, settings, _ -> {})
                                .execute(
                                        script,
                                        new Keeper(
                                                vault, ORIGIN, watching.rows(), KeepRules.COPIES));
                if (outcome instanceof WatchOutcome.Unwatched unwatched) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                    watching.missed(migration, unwatched);
                    continue;
                }
                connection.commit();
                connection.setAutoCommit(true);
                return new Holdings(vault).ofOrigin(connection, ORIGIN);
            } catch (ScriptFailure failure) {
                Transactions.undo(connection, failure);
                if (failure.refusesTransaction() && script.single()) {
                    return List.of();
                }
                if (!helped
                        && copy.help(script.text(), failure.failure())
                                instanceof Help.Rewritten rewritten) {
                    helped = true;
                    script = ScriptPieces.of(migration.with(rewritten.sql()), tool.deployCommand());
                    continue;
                }
                throw unfit(migration, failure);
            } catch (RuntimeException e) {
                Transactions.undo(connection, e);
                throw e;
            }
        }
    }

    private static BackoutException unfit(Migration migration, ScriptFailure failure) {
        return BackoutException.of(
                ErrorCode.BACKUP_INVALID,
                "%s cannot be applied to the rows of the backup, so that nobody can tell what it destroyed: %s: %s"
                        .formatted(
                                migration.name(),
                                failure.doing(),
                                failure.failure().withoutValue()),
                "nothing was executed; name another backup, taken shortly before the migration");
    }
}
