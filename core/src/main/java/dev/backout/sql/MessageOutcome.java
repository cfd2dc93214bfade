package dev.backout.sql;

import java.util.List;

/// What became of one message.
public sealed interface MessageOutcome {
    /// Notices and warnings that the server sent meanwhile, in order.
    List<String> notices();

    /// The server ran all of it.
    ///
    /// @param tags the command tags of the statements that return no rows, `CREATE TABLE`, `INSERT
    ///   0 3`
    record Completed(List<String> tags, List<String> notices) implements MessageOutcome {}

    /// The server, or the connection, refused; what an implicit transaction held is undone.
    record Failed(ServerFailure failure, List<String> notices) implements MessageOutcome {}

    /// The watchdog ended the session, because the message took too long or too much room. Only
    /// scratch databases have a watchdog.
    record Stopped(String reason, List<String> notices) implements MessageOutcome {}
}
