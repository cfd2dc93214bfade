package dev.backout.run;

import java.sql.Connection;
import java.sql.SQLException;

/// What a transaction does to the migration tool's history, and to the bars.
interface HistoryWork {
    /// Stops when the history is not what the plan was made for.
    void insist(Connection connection);

    /// Changes it, in the caller's transaction.
    ///
    /// @return how many rows were deleted, changed or put back
    int apply(Connection connection) throws SQLException;
}
