package dev.backout.inverse;

import dev.backout.ddl.Statement;
import dev.backout.schema.Snapshot;

import java.util.List;

/// A database on which an inverse is tried while it is being made. Not thread-safe.
public interface Workbench {
    /// Runs the statements in one transaction and commits it.
    ///
    /// @return the catalog afterwards
    /// @throws InverseFailure when the server refuses a statement; nothing was changed then
    Snapshot apply(List<Statement> statements);
}
