package dev.backout.deploy;

import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.Migration;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SeparateMessages;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Applies migrations as their tool does, and keeps nothing: for databases whose rows nobody wants.
/// For one thread.
///
/// @param sessions one session for everything, as the tool has it
record Replay(DeploySessions sessions) {
    private static final String REFUSES_TRANSACTION = "25001";

    /// Applies one.
    ///
    /// @throws BackoutException `step-failed`; the history then has what the tool leaves
    void apply(Migration migration) throws SQLException {
        sessions.fresh();
        if (history().announces()) {
            announced(migration);
        } else {
            together(migration);
        }
        sessions.fresh();
    }

    private void announced(Migration migration) throws SQLException {
        String row = history().begin(worker(), migration);
        ServerFailure failure = failure(SimpleQuery.runScript(worker(), text(migration)));
        if (failure == null) {
            insistOnEnd(migration);
            sessions.fresh();
            history().finish(worker(), row);
            return;
        }
        leaveTransaction();
        sessions.fresh();
        history().fail(worker(), row, history().log(migration.name(), text(migration), failure));
        throw failed(migration, failure);
    }

    /// The row and the script in one transaction, where the script allows one.
    private void together(Migration migration) throws SQLException {
        boolean several = SeparateMessages.in(text(migration));
        ServerFailure failure = several ? null : inside(migration);
        if (several || (failure != null && failure.sqlState().equals(REFUSES_TRANSACTION))) {
            failure = failure(SimpleQuery.runScript(worker(), text(migration)));
            if (failure == null) {
                insistOnEnd(migration);
                sessions.fresh();
                history().begin(worker(), migration);
            }
        }
        if (failure != null) {
            leaveTransaction();
            throw failed(migration, failure);
        }
    }

    private @Nullable ServerFailure inside(Migration migration) throws SQLException {
        worker().setAutoCommit(false);
        try {
            history().begin(worker(), migration);
            ServerFailure failure = failure(SimpleQuery.run(worker(), text(migration)));
            if (failure == null) {
                worker().commit();
            } else {
                worker().rollback();
            }
            worker().setAutoCommit(true);
            return failure;
        } catch (SQLException | RuntimeException e) {
            Transactions.undo(worker(), e);
            throw e;
        }
    }

    /// A file that opens a transaction and leaves it open would take all that follows with it.
    private void insistOnEnd(Migration migration) throws SQLException {
        if (SimpleQuery.transactionState(worker()) != TransactionState.IDLE) {
            leaveTransaction();
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "%s leaves a transaction open: it begins one and does not commit it"
                            .formatted(migration.name()),
                    "all of it was undone; add the COMMIT, or take the BEGIN away");
        }
    }

    private void leaveTransaction() throws SQLException {
        if (!worker().isClosed()
                && SimpleQuery.transactionState(worker()) != TransactionState.IDLE) {
            SimpleQuery.run(worker(), "rollback");
        }
    }

    private static @Nullable ServerFailure failure(MessageOutcome outcome) {
        return outcome.failure();
    }

    private static BackoutException failed(Migration migration, ServerFailure failure) {
        String text = text(migration);
        String place = failure.position() > 0 ? " at line " + failure.in(text).line() : "";
        ScriptFailure script = new ScriptFailure(migration.name(), true, failure);
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s failed%s: %s"
                        .formatted(migration.name(), place, script.failure().withoutValue()),
                List.of("those before it are applied; mend the file, then reset again"),
                script);
    }

    private static String text(Migration migration) {
        return migration.script().text();
    }

    private DeployHistory history() {
        return sessions.history();
    }

    private Connection worker() {
        return sessions.worker();
    }
}
