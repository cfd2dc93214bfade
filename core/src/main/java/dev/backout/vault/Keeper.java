package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Carries statements out in an open transaction, and puts into the vault what they destroy, in the
/// same transaction: when the process dies, or a statement fails, both are undone. For one thread,
/// one transaction.
///
/// A statement that may destroy something is run under a savepoint first, and the catalog tells
/// what it took away. If that is anything, the statement is undone; what it would take is kept, and
/// it is run again.
public final class Keeper {
    private final Vault vault;
    private final String origin;
    private final @Nullable RowWatch rows;
    private final KeepRules rules;
    private @Nullable Watch watch;

    /// A keeper for one transaction that keeps what drops, alters and truncates tables, and not the
    /// rows that are inserted, updated or deleted.
    ///
    /// @param vault its tables are there already
    /// @param origin the deployment or the run that the statements belong to
    /// @param rules which columns it keeps in place
    public Keeper(Vault vault, String origin, KeepRules rules) {
        this(vault, origin, null, rules);
    }

    /// A keeper for one transaction that keeps everything.
    ///
    /// @param vault its tables are there already
    /// @param origin the deployment or the run that the statements belong to
    /// @param rows of the same vault and origin; armed already, and begun and ended here; null when
    ///   written rows are not kept
    /// @param rules which columns it keeps in place
    public Keeper(Vault vault, String origin, @Nullable RowWatch rows, KeepRules rules) {
        this.vault = vault;
        this.origin = origin;
        this.rows = rows;
        this.rules = rules;
    }

    /// Looks at the database as it is before the first statement. Call it after BEGIN.
    public void begin(Connection connection) throws SQLException {
        insistOnIsolation(connection);
        watch = Watch.begin(connection, vault, origin, rows, rules);
    }

    /// Runs one statement; what it destroys is kept first.
    ///
    /// @return what the server said to the statement; when it failed, the transaction has failed
    /// @throws BackoutException when it cannot be kept, or when the statement begins or ends a
    ///   transaction: the caller has to undo the transaction
    public MessageOutcome execute(String sql) throws SQLException {
        Wording wording = Wording.of(sql);
        if (wording.transaction()) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "a statement says %s: what it destroys can only be kept in one"
                                    .formatted(wording.first().getFirst())
                            + " transaction with it; everything is undone",
                    "take it out of the script");
        }
        Watch begun = watch();
        if (rows == null && Rebuilding.is(sql)) {
            return begun.rebuild(wording);
        }
        if (rows == null && wording.renames()) {
            return begun.rename(wording);
        }
        if (rows == null) {
            begun.uncoverBefore(wording);
        }
        return wording.harmless()
                ? SimpleQuery.run(begun.connection(), sql)
                : begun.execute(wording);
    }

    /// Insists that everything destroyed was kept.
    ///
    /// @return what was kept, in the order of destruction; it is on the vault's list
    /// @throws BackoutException `vault-incomplete` when something was destroyed that was not kept:
    ///   the caller has to undo the transaction
    public List<Capture> finish() throws SQLException {
        return switch (end()) {
            case WatchOutcome.Complete complete -> complete.captures();
            case WatchOutcome.Unwatched unwatched ->
                    throw BackoutException.of(
                            ErrorCode.VAULT_INCOMPLETE,
                            "rows were written that are not kept, in %s; everything is undone"
                                    .formatted(unwatched.text()));
        };
    }

    /// The same for who can arm tables and try again: rows that were written without being kept are
    /// an answer, not an exception.
    ///
    /// @return everything that was kept, when it is complete
    public WatchOutcome end() throws SQLException {
        return watch().finish();
    }

    /// What whoever watches has to know of how it was kept, a sentence each.
    public List<String> notes() {
        return watch == null ? List.of() : watch.notes();
    }

    private Watch watch() {
        if (watch == null) {
            throw new IllegalStateException("begin comes first");
        }
        return watch;
    }

    /// A copy has to see every row that the statement destroys, those of others included.
    private static void insistOnIsolation(Connection connection) throws SQLException {
        String isolation =
                Sql.first(
                        connection,
                        "select pg_catalog.current_setting('transaction_isolation')",
                        row -> row.getString(1));
        if (!"read committed".equals(isolation)) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "the transaction is %s, and would not see all that it destroys"
                            .formatted(isolation),
                    "set default_transaction_isolation of the role to 'read committed'");
        }
    }
}
