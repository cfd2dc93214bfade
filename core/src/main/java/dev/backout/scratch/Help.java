package dev.backout.scratch;

import java.util.List;

/// What can be done for a file that failed because its author is an ordinary role.
public sealed interface Help {
    /// Nothing: what failed has another reason.
    record NotNeeded() implements Help {}

    /// Run this instead. The roles exist by now.
    ///
    /// @param sql the file, with some statements replaced by calls of our functions; every line
    ///   keeps its number
    /// @param roles roles that were made because statements name them
    /// @param notes what is different from the file, one sentence each
    /// @param unmodelled kinds of what it changes outside of the database, which is left alone
    record Rewritten(String sql, List<String> roles, List<String> notes, List<String> unmodelled)
            implements Help {
        public Rewritten {
            roles = List.copyOf(roles);
            notes = List.copyOf(notes);
            unmodelled = List.copyOf(unmodelled);
        }
    }

    /// The file cannot be run by an ordinary role: it is unproved.
    ///
    /// @param statement the statement, as in the file
    /// @param line where it is
    /// @param reason `needs superuser`, or `extension vector is not available in the scratch
    ///   server`
    /// @param hint what would help, or empty
    record Refused(String statement, int line, String reason, String hint) implements Help {}
}
