package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.sql.SqlStatement;

import java.util.List;

/// What one statement of a file did.
///
/// @param statement the statement and its place
/// @param changes what changed in the schema
/// @param measures locks and so on, of this statement alone
public record StatementObservation(
        SqlStatement statement, List<Change> changes, Measures measures) {
    /// Copies the list.
    public StatementObservation {
        changes = List.copyOf(changes);
    }
}
