package dev.backout.deploy;

import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.run.FirstLine;
import dev.backout.run.SessionSettings;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;
import dev.backout.vault.Keeper;
import dev.backout.vault.WatchOutcome;

import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// What stands between BEGIN and COMMIT of a migration, once. The caller commits, or undoes.
///
/// When the process dies after any statement of it, the server undoes the transaction as soon as it
/// notices that the connection is gone; a process that only sleeps is ended by the time limit on
/// idle transactions.
///
/// @param connection the session, inside a transaction that has not begun to work
/// @param settings how it behaves
/// @param listener is told of each statement
record ScriptAttempt(
        Connection connection, DeploySettings settings, Consumer<DeployEvent> listener) {
    /// Runs the script.
    ///
    /// @return what was kept, or which tables were written unwatched
    WatchOutcome execute(ScriptPieces script, Keeper keeper) throws ScriptFailure {
        within("the beginning", () -> begin(keeper));
        List<ScriptPieces.Piece> pieces = script.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            ScriptPieces.Piece piece = pieces.get(i);
            String line = FirstLine.of(shown(piece));
            listener.accept(new DeployEvent.Executing(i + 1, pieces.size(), line));
            String doing = "statement %d of %d, %s".formatted(i + 1, pieces.size(), line);
            send(doing, script, piece, keeper);
        }
        check("set constraints all immediate");
        return within("keeping what is destroyed", keeper::end);
    }

    private int begin(Keeper keeper) throws SQLException {
        Sql.execute(connection, "set transaction read write");
        set("lock_timeout", settings.run().lockTimeout().toMillis() + "ms");
        set("statement_timeout", "0");
        set("idle_in_transaction_session_timeout", "60s");
        keeper.begin(connection);
        return 0;
    }

    private void send(String doing, ScriptPieces script, ScriptPieces.Piece piece, Keeper keeper)
            throws ScriptFailure {
        switch (within(doing, () -> keeper.execute(piece.sql()))) {
            case MessageOutcome.Completed _ -> insistOnTransaction(doing);
            case MessageOutcome.Failed failed -> {
                ServerFailure placed = script.placed(piece, failed.failure());
                String line = ", line %d".formatted(script.line(piece, placed));
                throw new ScriptFailure(doing + line, true, placed);
            }
            case MessageOutcome.Stopped stopped ->
                    throw new IllegalStateException("no watchdog here: " + stopped.reason());
        }
    }

    /// A deferred constraint that does not hold would fail the commit.
    private void check(String sql) throws ScriptFailure {
        if (SimpleQuery.run(connection, sql) instanceof MessageOutcome.Failed failed) {
            throw new ScriptFailure("the check of deferred constraints", true, failed.failure());
        }
    }

    /// A statement that commits would tear the migration in two.
    private void insistOnTransaction(String doing) throws ScriptFailure {
        TransactionState state = within(doing, () -> SimpleQuery.transactionState(connection));
        if (state != TransactionState.OPEN) {
            throw new ScriptFailure(
                    doing,
                    true,
                    new ServerFailure(
                            "25P01",
                            "it ended the transaction, and what stands before it is committed",
                            null,
                            null,
                            0,
                            null,
                            null,
                            null));
        }
    }

    private void set(String setting, String value) throws SQLException {
        SessionSettings.local(connection, setting, value);
    }

    /// Comments before a statement say less of it than its first line.
    private static String shown(ScriptPieces.Piece piece) {
        return dev.backout.sql.StatementSplitter.split(piece.sql()).stream()
                .map(part -> part.sql())
                .filter(sql -> !sql.isBlank())
                .findFirst()
                .orElse(piece.sql());
    }

    /// Tells what was being done when the server refused; a lock that is not to be had can hide
    /// behind any query.
    static <T> T within(String doing, Transactions.Work<T> work) throws ScriptFailure {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new ScriptFailure(doing, e);
        } catch (BackoutException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new ScriptFailure(doing, cause);
            }
            throw e;
        }
    }
}
