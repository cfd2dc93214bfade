package dev.backout.testkit.corpus;

/// What pg_dump says of a way back.
enum Outcome {
    /// The schema is the one before, to the letter.
    EXACT,
    /// The same, but for the physical order of columns.
    COLUMN_ORDER,
    /// Something else came out, or migrating again gives something else.
    WRONG,
    /// It changed nothing although the migration did.
    EMPTY,
    /// The server refused it.
    FAILED;

    /// Whether a way back that ends so is right.
    boolean right() {
        return this == EXACT || this == COLUMN_ORDER;
    }
}
