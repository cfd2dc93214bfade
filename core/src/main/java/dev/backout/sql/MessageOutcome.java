package dev.backout.sql;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What became of one message.
public sealed interface MessageOutcome {
    /// Notices and warnings that the server sent meanwhile, in order.
    List<String> notices();

    /// What went wrong, or null when nothing did. What the watchdog ended was cancelled.
    @Nullable ServerFailure failure();

    /// The server ran all of it.
    ///
    /// @param tags the command tags of the statements that return no rows, `CREATE TABLE`, `INSERT
    ///   0 3`
    /// @param withheld whether GRANT or REVOKE warned that it did less than it says, since the role
    ///   is not the owner's
    record Completed(List<String> tags, List<String> notices, boolean withheld)
            implements MessageOutcome {
        @Override
        public @Nullable ServerFailure failure() {
            return null;
        }
    }

    /// The server, or the connection, refused; what an implicit transaction held is undone.
    ///
    /// @param done how many statements of the message had ended before
    record Failed(ServerFailure failure, List<String> notices, int done) implements MessageOutcome {
        /// Of an error without a place: at the statement that it ended, when it ended one.
        ///
        /// @param script what was sent
        public Failed placedIn(String script) {
            if (failure.position() > 0) {
                return this;
            }
            List<SqlStatement> statements = StatementSplitter.statements(script);
            if (done >= statements.size()) {
                return this;
            }
            int start = script.codePointCount(0, statements.get(done).start());
            return new Failed(failure.at(start + 1), notices, done);
        }
    }

    /// The watchdog ended the session, because the message took too long or too much room. Only
    /// scratch databases have a watchdog.
    record Stopped(String reason, List<String> notices) implements MessageOutcome {
        private static final String QUERY_CANCELED = "57014";

        @Override
        public ServerFailure failure() {
            return new ServerFailure(QUERY_CANCELED, reason, null, null, 0, null, null, null);
        }
    }
}
