package dev.backout.backup;

import java.util.List;

/// A way of having a backup before a run.
public sealed interface BackupWay {
    /// A dump of the whole database.
    record WholeDump() implements BackupWay {}

    /// A dump of the whole schema with the rows of some tables alone.
    ///
    /// @param tables the tables, partitions and parents by their own names
    record TablesDump(List<TableName> tables) implements BackupWay {
        /// Copies the list.
        public TablesDump {
            tables = List.copyOf(tables);
        }
    }

    /// A command of the user takes a snapshot.
    record Snapshot(String command) implements BackupWay {}

    /// A snapshot, or a point-in-time recovery, that others keep.
    ///
    /// @param name how they call it
    /// @param state what is known of it
    record Reference(String name, ReferenceState state) implements BackupWay {}

    /// None, and why.
    record None(String reason) implements BackupWay {}
}
