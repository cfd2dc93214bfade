package dev.backout.sql;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Sends a text to the server as one simple-query message, character for character, as `prisma
/// migrate deploy` sends a migration file. Several statements are then one implicit transaction.
///
/// A `java.sql.Statement` cannot promise this: the driver parses the text, halves `??` and, in its
/// usual mode, cuts it into one message per statement. Rows are read and thrown away.
public final class SimpleQuery {
    private static final int FLAGS =
            QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
                    | QueryExecutor.QUERY_SUPPRESS_BEGIN
                    | QueryExecutor.QUERY_NO_RESULTS
                    | QueryExecutor.QUERY_ONESHOT;

    private SimpleQuery() {}

    /// Runs the text. An SQL error is an answer, not an exception. The connection may be left
    /// inside a transaction when the text says so; see [#transactionState].
    public static MessageOutcome run(Connection connection, String sql) {
        if (sql.indexOf('\0') >= 0) {
            return new MessageOutcome.Failed(nulCharacter(sql), List.of(), 0);
        }
        MessageHandler handler = new MessageHandler();
        try {
            QueryExecutor executor = executor(connection);
            Query query = executor.wrap(List.of(new NativeQuery(sql, SqlCommand.BLANK)));
            executor.execute(query, null, handler, 0, 0, FLAGS);
            return new MessageOutcome.Completed(
                    handler.tags(), handler.notices(), handler.withheld());
        } catch (SQLException e) {
            return new MessageOutcome.Failed(
                    ServerFailure.of(e), handler.notices(), handler.done());
        }
    }

    /// Runs a script as its tool sends it: as one message, or, when it says so itself, as several,
    /// each of them committed on its own, up to the first that fails. See [SeparateMessages].
    public static MessageOutcome runScript(Connection connection, String script) {
        List<String> tags = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        boolean withheld = false;
        int before = 0;
        for (String message : SeparateMessages.of(script)) {
            switch (run(connection, message)) {
                case MessageOutcome.Completed completed -> {
                    tags.addAll(completed.tags());
                    notices.addAll(completed.notices());
                    withheld |= completed.withheld();
                }
                case MessageOutcome.Failed failed -> {
                    notices.addAll(failed.notices());
                    return new MessageOutcome.Failed(
                            failed.failure().behind(before),
                            notices,
                            statements(script, before) + failed.done());
                }
                case MessageOutcome.Stopped stopped -> {
                    return stopped;
                }
            }
            before += message.codePointCount(0, message.length());
        }
        return new MessageOutcome.Completed(tags, notices, withheld);
    }

    private static int statements(String script, int characters) {
        String before = script.substring(0, script.offsetByCodePoints(0, characters));
        return StatementSplitter.statements(before).size();
    }

    /// Whether the session stands inside a transaction, and whether that one has failed.
    public static TransactionState transactionState(Connection connection) throws SQLException {
        return executor(connection).getTransactionState();
    }

    private static QueryExecutor executor(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getQueryExecutor();
    }

    /// The protocol ends a text at NUL: the rest would be a broken message.
    private static ServerFailure nulCharacter(String sql) {
        int position = sql.codePointCount(0, sql.indexOf('\0')) + 1;
        return new ServerFailure(
                "22021",
                "a NUL character, which PostgreSQL cannot take",
                null,
                null,
                position,
                null,
                null,
                null);
    }
}
