package dev.backout.migration.nodepgmigrate;

import java.util.List;

/// What a JavaScript or TypeScript migration comes to.
public sealed interface LoadedScript {
    /// It gives statements.
    ///
    /// @param up what it sends when it is applied
    /// @param down what becomes of its down
    record Built(Messages up, Down down) implements LoadedScript {}

    /// It cannot be known.
    ///
    /// @param why the rest of a sentence that begins with the file
    record Broken(String why) implements LoadedScript {}

    /// What is sent, one message after the other.
    ///
    /// @param texts a message each
    /// @param transaction whether they are sent in one transaction; each is one of its own
    ///   otherwise
    record Messages(List<String> texts, boolean transaction) {
        /// Copies the list.
        public Messages {
            texts = List.copyOf(texts);
        }
    }

    /// What the tool would do to undo it.
    sealed interface Down {
        /// It sends these.
        ///
        /// @param inferred whether the tool made them of the up
        record Sends(Messages messages, boolean inferred) implements Down {}

        /// It refuses.
        ///
        /// @param why in the tool's words
        record Refuses(String why) implements Down {}
    }
}
