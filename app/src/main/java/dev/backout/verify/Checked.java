package dev.backout.verify;

/// One thing that was looked at.
///
/// @param kind of which kind
/// @param about what exactly; empty where the kind says it all
/// @param outcome how it was found
public record Checked(Kind kind, String about, Outcome outcome) {
    /// What is looked at.
    public enum Kind {
        /// Whether the run came to an end.
        RUN("run"),
        /// The objects that the run touched.
        SCHEMA("schema"),
        /// All objects, against what the history leads to.
        WHOLE("whole"),
        /// The same, by the text of pg_dump.
        DUMP("pg_dump"),
        /// The migration tool's history, and the bars.
        HISTORY("history"),
        /// How many rows a table has.
        ROWS("rows"),
        /// A query of the user's own.
        QUERY("query"),
        /// The schema of the release, by Prisma's own command line.
        PRISMA("prisma");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The word for people and machines.
        public String word() {
            return word;
        }
    }
}
