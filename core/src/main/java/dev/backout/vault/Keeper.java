package dev.backout.vault;

import dev.backout.sql.MessageOutcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Carries statements out in an open transaction, and puts into the vault what they destroy, in the
/// same transaction: when the process dies, or a statement fails, both are undone. For one thread,
/// one transaction.
public interface Keeper {
    /// Looks at the database as it is before the first statement. Call it after BEGIN.
    void begin(Connection connection) throws SQLException;

    /// Runs one statement; what it destroys is kept first.
    ///
    /// @return what the server said to the statement; when it failed, the transaction has failed
    MessageOutcome execute(String sql) throws SQLException;

    /// Ends the watch over rows and insists that everything destroyed was kept.
    ///
    /// @return what was kept, in the order of destruction; it is on the vault's list
    /// @throws dev.backout.error.BackoutException when something was destroyed that was not kept:
    ///   the caller has to undo the transaction
    List<Capture> finish() throws SQLException;
}
