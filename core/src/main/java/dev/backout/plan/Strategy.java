package dev.backout.plan;

import java.util.List;

/// A way out of a bad migration. `deploy` and backups add others later.
public sealed interface Strategy {
    /// The migration was never applied here: only the release and the repository have to go back.
    record RevertCommit() implements Strategy {}

    /// The migration only adds, and the old application does not mind: the old release can run as
    /// it is, and the addition can be cleaned up later without hurry.
    ///
    /// @param cleanup what would remove the addition, for later
    record LeaveInPlace(List<String> cleanup) implements Strategy {
        /// Copies the list.
        public LeaveInPlace {
            cleanup = List.copyOf(cleanup);
        }
    }

    /// The proved inverse is run.
    record Inverse() implements Strategy {}

    /// A migration that failed half-way is brought to its end: the rest of its statements is run.
    record Finish() implements Strategy {}

    /// A migration failed, and nothing of it is in place, or all of it: the history is told so.
    record Mark() implements Strategy {}

    /// A migration that a run backed out is brought back, with what the run put into the vault.
    ///
    /// @param run the run that is undone
    record Redo(String run) implements Strategy {}

    /// Whether `backout run` has something to do.
    default boolean runs() {
        return switch (this) {
            case RevertCommit _, LeaveInPlace _ -> false;
            case Inverse _, Finish _, Mark _, Redo _ -> true;
        };
    }
}
