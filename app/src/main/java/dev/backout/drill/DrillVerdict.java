package dev.backout.drill;

import java.util.List;

/// What a drill came to.
public sealed interface DrillVerdict {
    /// Everything came back, and it is what was written down when the backup was taken.
    record Verified() implements DrillVerdict {}

    /// Everything came back; nothing was written down to hold it against.
    record Restored() implements DrillVerdict {}

    /// Part of it did not come back on the scratch server, which may lack what the real one has.
    ///
    /// @param failures what and why, one half sentence each
    record Unproved(List<String> failures) implements DrillVerdict {
        /// Copies the list.
        public Unproved {
            failures = List.copyOf(failures);
        }
    }

    /// It came back otherwise than it was written down.
    ///
    /// @param differences one half sentence each
    record Different(List<String> differences) implements DrillVerdict {
        /// Copies the list.
        public Different {
            differences = List.copyOf(differences);
        }
    }

    /// The file is no backup.
    ///
    /// @param why what is wrong with it
    record Bad(String why) implements DrillVerdict {}

    /// Whether one could rely on it.
    default boolean good() {
        return this instanceof Verified || this instanceof Restored;
    }

    /// The word for it.
    default String word() {
        return switch (this) {
            case Verified _ -> "verified";
            case Restored _ -> "restored";
            case Unproved _ -> "unproved";
            case Different _ -> "different";
            case Bad _ -> "bad";
        };
    }
}
