package dev.backout.vault;

import dev.backout.schema.Identifiers;

import java.util.List;

/// A table whose rows are watched, with what is watched along: the partitions of a partitioned one.
///
/// @param table the table, of a partitioned one the root
/// @param byRow whether triggers fire for each row: a table with children or parents by inheritance
///   would lose the columns of the children otherwise
/// @param members all tables that get triggers, the root first
record WatchedTable(TableRef table, boolean byRow, List<TableRef> members) {
    /// The trigger function, unquoted; there is one for each root.
    String function() {
        return "watch_" + table.oid();
    }

    static String sql(TableRef table) {
        return Identifiers.dotted(table.address().path());
    }
}
