package dev.backout.inverse;

import dev.backout.ddl.Statement;
import dev.backout.diff.Change;

import java.util.List;

/// What came of looking for the statements that undo a migration's change of the schema.
public sealed interface Inverse {
    /// Statements that lead back.
    ///
    /// @param stages the statements in order, grouped as they were tried: the catalog was read
    ///   after each group. A single group has been proved as a whole already
    record Reversible(List<List<Statement>> stages) implements Inverse {
        /// Copies the lists.
        public Reversible {
            stages = stages.stream().map(List::copyOf).toList();
        }

        /// All statements in order; empty when the migration left the schema as it was.
        public List<Statement> statements() {
            return stages.stream().flatMap(List::stream).toList();
        }
    }

    /// No statements lead back.
    ///
    /// @param reasons why, each naming an object
    record Irreversible(List<String> reasons) implements Inverse {
        /// Copies the list.
        public Irreversible {
            reasons = List.copyOf(reasons);
        }
    }

    /// Statements were found and tried, and something is still different.
    ///
    /// @param statements what was tried
    /// @param remaining from what it led to, to what was there before
    record Incomplete(List<Statement> statements, List<Change> remaining) implements Inverse {
        /// Copies the lists.
        public Incomplete {
            statements = List.copyOf(statements);
            remaining = List.copyOf(remaining);
        }
    }

    /// Statements were found, and the server refused one.
    record Refused(InverseFailure failure) implements Inverse {}
}
