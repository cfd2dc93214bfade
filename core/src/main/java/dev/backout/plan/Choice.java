package dev.backout.plan;

/// Which migrations are to be backed out.
public sealed interface Choice {
    /// The one that was applied last, or the last few.
    ///
    /// @param count how many, 1 or more
    record Last(int count) implements Choice {
        /// @throws IllegalArgumentException for a count below 1
        public Last {
            if (count < 1) {
                throw new IllegalArgumentException("count " + count);
            }
        }
    }

    /// Everything that was applied after this one, which stays.
    record BackTo(String name) implements Choice {}

    /// This one alone, whatever was applied after it.
    record Only(String name) implements Choice {}
}
