package dev.backout.migration;

/// Something about a migrations directory that the migration tool, or Backout, stumbles over.
///
/// @param migration the name of the migration, or the file beside the migrations
/// @param kind what sort of problem
/// @param message a sentence about it, without a full stop
public record DirectoryProblem(String migration, Kind kind, String message) {
    /// The sorts of problem, and whether the tool itself refuses to go on.
    public enum Kind {
        /// A sub-directory without its script: Prisma stops with P3015.
        NO_SCRIPT(true),
        /// The script is there and cannot be read.
        UNREADABLE(true),
        /// The lock file of the directory cannot be understood.
        LOCK_FILE(true),
        /// Nothing in the script.
        EMPTY(false),
        /// Bytes that the server will not get as they were meant.
        BAD_BYTES(false),
        /// Two hand-written downs, of which one is looked at.
        TWO_DOWNS(false),
        /// A symbolic link, which the tool passes over.
        PASSED_OVER(false),
        /// A file that the tool takes for a migration, and cannot.
        NOT_A_MIGRATION(true),
        /// What was meant to undo a migration is run when migrations are applied.
        DOWN_AS_UP(false, true),
        /// A statement that refuses a transaction, in a file that the tool runs inside one.
        REFUSED_TRANSACTION(false, true);

        private final boolean stopsTheTool;
        private final boolean wrong;

        Kind(boolean stopsTheTool) {
            this(stopsTheTool, stopsTheTool);
        }

        Kind(boolean stopsTheTool, boolean wrong) {
            this.stopsTheTool = stopsTheTool;
            this.wrong = wrong;
        }

        /// Whether no directory should have it: a check does not pass.
        public boolean wrong() {
            return wrong;
        }

        /// Whether the migration tool ends with an error because of it.
        public boolean stopsTheTool() {
            return stopsTheTool;
        }
    }
}
