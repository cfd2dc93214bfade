package dev.backout.verify;

import java.util.List;

/// How something was found.
public sealed interface Outcome {
    /// It is as it has to be.
    ///
    /// @param text what is so
    record Good(String text) implements Outcome {}

    /// It is not.
    ///
    /// @param text what is wrong, in short
    /// @param lines the single differences; may be empty
    record Wrong(String text, List<String> lines) implements Outcome {
        /// Copies the list.
        public Wrong {
            lines = List.copyOf(lines);
        }
    }

    /// Nobody can tell.
    ///
    /// @param why as half a sentence
    record NotCompared(String why) implements Outcome {}

    /// Something to know that is neither right nor wrong.
    record Fact(String text) implements Outcome {}
}
