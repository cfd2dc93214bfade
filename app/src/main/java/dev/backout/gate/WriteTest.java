package dev.backout.gate;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.schema.Identifiers;
import dev.backout.verify.SmokeQuery;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/// Writes, waits for the effect, and takes away what was written, also what an earlier try left
/// that died. The SQL finds the run's id as `current_setting('backout.run')`.
///
/// @param site where
/// @param gate what is written
/// @param run the run's id
record WriteTest(GateSite site, Gate.Write gate, String run) {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long LOCK_PATIENCE_MILLIS = 2_000;

    GateResult result(Consumer<String> progress) {
        String left = execute(gate.cleanup());
        if (left != null) {
            return new GateResult.Inconclusive(
                    "nothing was written: cleaning up failed already before: " + left);
        }
        GateResult result;
        try {
            String refused = execute(gate.action());
            result =
                    refused == null
                            ? new Asking(gate.rhythm()).ask(look()::look, progress)
                            : new GateResult.Failed("writing failed: " + refused);
        } finally {
            left = execute(gate.cleanup());
        }
        return left == null
                ? result
                : new GateResult.Failed(
                        "%s; and cleaning up failed, what was written is still there: %s"
                                .formatted(result.text(), left));
    }

    /// Takes away what there may be.
    ///
    /// @return why it could not, or null
    @Nullable String cleaned() {
        return execute(gate.cleanup());
    }

    private SqlLook look() {
        return new SqlLook(site, new SmokeQuery(gate.name(), gate.sql(), gate.expect()));
    }

    /// In one transaction that may write, whatever the database's default is.
    ///
    /// @return what failed, without values of rows; null when it went well
    private @Nullable String execute(String sql) {
        try (Connection connection = site.connections().get()) {
            Sql.execute(
                    connection,
                    """
                    begin transaction read write;
                    set local statement_timeout = %d;
                    set local lock_timeout = %d;
                    set local search_path = %s;
                    set local backout.run = %s\
                    """
                            .formatted(
                                    PATIENCE_MILLIS,
                                    LOCK_PATIENCE_MILLIS,
                                    Identifiers.quote(site.schema()),
                                    Identifiers.literal(run)));
            // A failure ends the session, and the transaction with it.
            Sql.execute(connection, sql);
            Sql.execute(connection, "commit");
            return null;
        } catch (BackoutException e) {
            return String.valueOf(e.getMessage());
        } catch (SQLException e) {
            return SqlFailure.text(e).replaceFirst(": \".*\"(?= \\(SQLSTATE 22)", "");
        }
    }
}
