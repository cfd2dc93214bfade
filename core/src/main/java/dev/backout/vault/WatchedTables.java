package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds what has to be watched together: a partitioned table and its partitions.
final class WatchedTables {
    private static final String TREES = Resource.text(WatchedTables.class, "watched-trees.sql");

    private WatchedTables() {}

    /// The trees to which these tables belong; tables that are gone are left out.
    ///
    /// @throws BackoutException `step-failed` when triggers would stop somebody's writes
    static List<WatchedTable> of(Connection connection, Collection<TableRef> tables)
            throws SQLException {
        Map<Long, List<TableRef>> members = new LinkedHashMap<>();
        Map<Long, Boolean> byRow = new LinkedHashMap<>();
        Sql.list(
                connection,
                TREES,
                row -> {
                    refuseForeign(row);
                    byRow.put(row.getLong("root"), row.getBoolean("inherits"));
                    return members.computeIfAbsent(row.getLong("root"), root -> new ArrayList<>())
                            .add(ref(row));
                },
                tables.stream().map(table -> Long.toString(table.oid())).toList());
        return members.entrySet().stream()
                .map(tree ->
                        new WatchedTable(
                                tree.getValue().getFirst(),
                                Boolean.TRUE.equals(byRow.get(tree.getKey())),
                                tree.getValue()))
                .toList();
    }

    /// Rows that leave through a foreign partition cannot be collected, and the server refuses the
    /// write.
    private static void refuseForeign(ResultSet row) throws SQLException {
        if (row.getString("relkind").equals("f")) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "what is written into %s cannot be watched: it is a foreign table"
                            .formatted(ref(row).address().text()),
                    "nothing was changed; a migration that writes into it is out of reach");
        }
    }

    private static TableRef ref(ResultSet row) throws SQLException {
        return new TableRef(
                row.getLong("oid"),
                Address.of(ObjectKind.TABLE, row.getString("nspname"), row.getString("relname")));
    }
}
