package dev.backout.plan;

import dev.backout.schema.Address;

import java.util.List;

/// How much of a migration that failed is in the live schema.
public sealed interface Progress {
    /// Nothing of it.
    ///
    /// @param uncertain statements of which the schema cannot tell whether they ran, one line each
    record Nothing(List<String> uncertain) implements Progress {
        /// Copies the list.
        public Nothing {
            uncertain = List.copyOf(uncertain);
        }
    }

    /// Its first statements.
    ///
    /// @param done how many statements are certainly in place
    /// @param of how many it has
    /// @param invalid indexes that CREATE INDEX CONCURRENTLY left behind, and that are no use
    /// @param uncertain statements after those of which the schema cannot tell whether they ran
    record Upto(int done, int of, List<Address> invalid, List<String> uncertain)
            implements Progress {
        /// Copies the lists.
        public Upto {
            invalid = List.copyOf(invalid);
            uncertain = List.copyOf(uncertain);
        }
    }

    /// All of it; only the history says that it failed.
    record Whole() implements Progress {}

    /// The live schema is not one that the file leads through.
    ///
    /// @param nearest after how many statements it would be most alike
    /// @param of how many statements there are
    /// @param differences from that state to what is live, one line each
    record Unknown(int nearest, int of, List<String> differences) implements Progress {
        /// Copies the list.
        public Unknown {
            differences = List.copyOf(differences);
        }
    }
}
