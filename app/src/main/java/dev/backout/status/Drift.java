package dev.backout.status;

import java.util.List;

/// Whether the live schema is what the history says.
public sealed interface Drift {
    /// It is.
    record None() implements Drift {}

    /// It is not.
    ///
    /// @param differences one line for each object; never empty
    record Found(List<String> differences) implements Drift {
        /// Copies the list.
        public Found {
            differences = List.copyOf(differences);
        }
    }

    /// Nobody looked, or could.
    ///
    /// @param reason why, as half a sentence
    record NotCompared(String reason) implements Drift {}
}
