package dev.backout.inverse;

import dev.backout.ddl.Statement;

import java.util.List;

/// What came of planning one stage of an inverse.
sealed interface StagePlan {
    /// Statements to run; empty when nothing can be done about what differs.
    record Ready(List<Statement> statements) implements StagePlan {
        /// Copies the list.
        public Ready {
            statements = List.copyOf(statements);
        }
    }

    /// No statements lead there.
    record Blocked(List<String> reasons) implements StagePlan {
        /// Copies the list.
        public Blocked {
            reasons = List.copyOf(reasons);
        }
    }
}
