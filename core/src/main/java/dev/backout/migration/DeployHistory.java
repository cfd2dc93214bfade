package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What a migration tool's own deployment writes into its history, step by step, each in the
/// caller's transaction, or committed on its own where there is none. Immutable and safe for any
/// thread.
public interface DeployHistory {
    /// Gives the session what the tool's own session has when it runs scripts.
    void enter(Connection connection) throws SQLException;

    /// Makes the history where there is none yet.
    ///
    /// @throws BackoutException `not-baselined` when the database holds tables that no history
    ///   knows
    void create(Connection connection) throws SQLException;

    /// What the tool says when earlier migrations failed: nothing new is applied behind them. A
    /// tool that does not announce has no such rows.
    ///
    /// @param failed their rows, oldest first
    default BackoutException blocked(List<HistoryRow> failed) {
        return BackoutException.of(
                ErrorCode.HISTORY_FAILED,
                "the history has rows without an end",
                "nothing was executed");
    }

    /// Whether the tool writes a row before it runs a script, committed on its own. Otherwise a row
    /// comes with the migration, in its transaction, and a failure leaves none.
    boolean announces();

    /// Writes down that a migration begins, or, of a tool that does not announce, that it is done.
    ///
    /// @return the key of the row
    String begin(Connection connection, Migration migration) throws SQLException;

    /// Writes down that it is done, where [#begin] did not.
    ///
    /// @param row its key
    default void finish(Connection connection, String row) throws SQLException {}

    /// Writes down why it failed. The row stops every later deployment.
    ///
    /// @param row its key
    /// @param log from [#log]
    default void fail(Connection connection, String row, String log) throws SQLException {}

    /// Takes a row back, as if the migration had never begun.
    ///
    /// @param row its key
    default void withdraw(Connection connection, String row) throws SQLException {}

    /// The tool's own account of a failure. It holds what the server said of rows, as the tool's
    /// does.
    ///
    /// @param script the whole file
    /// @param failure with its position in the file
    default String log(String migration, String script, ServerFailure failure) {
        return failure.message();
    }
}
