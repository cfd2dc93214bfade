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
}
