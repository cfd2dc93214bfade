package dev.backout.proof;

import java.util.List;

/// Whether a migration's change of the schema can be undone. Nothing is said of data here.
public sealed interface Verdict {
    /// Migration, inverse: the catalog is the one before. Migration again: the one after.
    ///
    /// @param notes what is not quite as before and does not count, such as the order of columns
    record Proved(List<String> notes) implements Verdict {
        /// Copies the list.
        public Proved {
            notes = List.copyOf(notes);
        }
    }

    /// The inverse that was found leads somewhere else.
    ///
    /// @param differences what is different, the smallest first; never empty
    record Refuted(List<String> differences) implements Verdict {
        /// Copies the list.
        public Refuted {
            differences = List.copyOf(differences);
        }
    }

    /// Nothing could be shown.
    ///
    /// @param reasons why; never empty
    record Unproved(List<String> reasons) implements Verdict {
        /// Copies the list.
        public Unproved {
            reasons = List.copyOf(reasons);
        }
    }
}
