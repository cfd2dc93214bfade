package dev.backout.plan;

import dev.backout.schema.Snapshot;

/// Finds out on scratch databases how applied migrations are undone. Nothing is executed on the
/// live database.
interface UndoSearch {
    /// What of the vault can come back as it is.
    ///
    /// @param records what is live in the schema of the vault
    KeptData stored(KeptData kept, Snapshot records, TableSizes sizes);

    /// Undoes a stretch of the history.
    Undo find(UndoRequest request);
}
