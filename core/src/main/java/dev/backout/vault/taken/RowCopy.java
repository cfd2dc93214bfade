package dev.backout.vault.taken;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

import java.sql.Connection;
import java.sql.SQLException;

/// Copies rows from one database into another, portion by portion: memory does not grow with them.
public final class RowCopy {
    private RowCopy() {}

    /// Copies the rows of a query.
    ///
    /// @param from is ended when this fails
    /// @param query on the one side
    /// @param to a table of the other side with its columns, as COPY takes it
    /// @return how many rows
    public static long rows(Connection from, String query, Connection into, String to)
            throws SQLException {
        CopyOut out = manager(from).copyOut("copy (%s) to stdout".formatted(query));
        try {
            return rows(out, manager(into).copyIn("copy %s from stdin".formatted(to)));
        } catch (SQLException | RuntimeException e) {
            // The driver does not get out of a half-read answer.
            from.abort(Runnable::run);
            throw e;
        }
    }

    private static long rows(CopyOut out, CopyIn in) throws SQLException {
        try {
            byte[] row = out.readFromCopy();
            while (row != null) {
                in.writeToCopy(row, 0, row.length);
                row = out.readFromCopy();
            }
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private static CopyManager manager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
