package dev.backout.plan;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

/// A statement that runs on its own, outside of any transaction of ours. When it fails it may leave
/// something half-done, and when the answer is lost nobody knows whether it ran: hence a goal that
/// can be looked for in the catalog.
///
/// @param sql without a semicolon
/// @param goal what is there, or gone, once it ran
/// @param object the index, type, constraint or column that the goal is about; null when there is
///   none
/// @param label the enum label that is added; empty otherwise
/// @param undo what takes it back, of the same kind; empty when nothing has to be
public record LoneStatement(
        String sql, Goal goal, @Nullable Address object, String label, String undo) {
    /// How to find out whether such a statement ran.
    public enum Goal {
        /// The index is there and valid. An invalid one is what a failure leaves: it is dropped
        /// before the next try.
        INDEX_VALID,
        /// The index is gone.
        INDEX_GONE,
        /// The constraint is there, validated or not.
        CONSTRAINT_PRESENT,
        /// The constraint is there and validated.
        CONSTRAINT_VALID,
        /// The constraint is gone.
        CONSTRAINT_GONE,
        /// The column is NOT NULL.
        COLUMN_NOT_NULL,
        /// The column has no default.
        COLUMN_WITHOUT_DEFAULT,
        /// The enum type has the label.
        LABEL_PRESENT,
        /// Nothing tells, and running it twice does no harm: VACUUM, REINDEX, REFRESH.
        REPEATABLE
    }

    public LoneStatement {
        if ((object == null) != (goal == Goal.REPEATABLE)) {
            throw new IllegalArgumentException("only a repeatable statement is about nothing");
        }
    }
}
