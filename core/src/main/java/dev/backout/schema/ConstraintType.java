package dev.backout.schema;

/// The kinds of table constraints that are objects of their own. NOT NULL belongs to its [Column].
public enum ConstraintType {
    PRIMARY_KEY("primary key"),
    UNIQUE("unique"),
    FOREIGN_KEY("foreign key"),
    CHECK("check"),
    EXCLUSION("exclusion");

    private final String word;

    ConstraintType(String word) {
        this.word = word;
    }

    /// Whether an index stands behind it.
    public boolean hasIndex() {
        return this == PRIMARY_KEY || this == UNIQUE || this == EXCLUSION;
    }

    @Override
    public String toString() {
        return word;
    }
}
