package dev.backout.vault;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

/// The one way in which a run empties a table without keeping its rows: every row of it lies in a
/// copy that was made under the same lock, and comes out of it again in the same transaction.
public final class Rebuilding {
    private static final String MARK = " /* its rows lie in the copy, and return at once */";

    private Rebuilding() {}

    /// The statement, without a semicolon.
    public static String truncate(Address table) {
        return "TRUNCATE ONLY " + Identifiers.dotted(table.path()) + MARK;
    }

    /// Whether a statement is one of those.
    public static boolean is(String sql) {
        return sql.startsWith("TRUNCATE ONLY ") && sql.endsWith(MARK);
    }
}
