package dev.backout.plan;

import dev.backout.observe.MigrationScript;
import dev.backout.records.RecordSchema;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SqlStatement;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Keeper;
import dev.backout.vault.RowWatch;
import dev.backout.vault.Vault;
import dev.backout.vault.WatchOutcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A migration that is carried out as `deploy` does of which nothing is known: the tables that it
/// is seen to write are watched when it is tried again.
///
/// @param connection in autocommit mode
/// @param origin what the captures belong to
/// @param rules what is kept in place
record SiteDeployment(Connection connection, String origin, KeepRules rules) {
    private static final RecordSchema RECORDS = new RecordSchema("backout");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Carries it out and commits.
    ///
    /// @return what there is to tell of how it was kept
    List<String> apply(String sql) throws SQLException {
        RECORDS.ensure(connection);
        RowWatch rows = new RowWatch(new Vault(RECORDS), origin);
        Keeper keeper = new Keeper(new Vault(RECORDS), origin, rows, rules);
        boolean again = false;
        while (tried(sql, keeper) instanceof WatchOutcome.Unwatched unwatched) {
            connection.rollback();
            connection.setAutoCommit(true);
            if (unwatched.tables().isEmpty()) {
                throw new SQLException("not seen: " + unwatched);
            }
            rows.arm(connection, PATIENCE, unwatched.tables());
            keeper = new Keeper(new Vault(RECORDS), origin, rows, rules);
            again = true;
        }
        connection.commit();
        connection.setAutoCommit(true);
        if (again) {
            rows.disarm(connection, PATIENCE);
        }
        return keeper.notes();
    }

    private WatchOutcome tried(String sql, Keeper keeper) throws SQLException {
        connection.setAutoCommit(false);
        keeper.begin(connection);
        for (SqlStatement statement : MigrationScript.of(sql).work()) {
            MessageOutcome outcome = keeper.execute(statement.text());
            if (!(outcome instanceof MessageOutcome.Completed)) {
                throw new SQLException(outcome.toString());
            }
        }
        return keeper.end();
    }
}
