package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// What the server counted of the writes of this transaction, and of earlier ones of the session
/// that it has not yet reported. Writes that were taken back with a savepoint stay counted; those
/// before a TRUNCATE, or to a table that was dropped, do not.
///
/// @param table the table
/// @param inserted rows
/// @param updated rows
/// @param deleted rows
record WriteCounts(TableRef table, long inserted, long updated, long deleted) {
    private static final String COUNTS = Resource.text(WriteCounts.class, "write-counts.sql");

    /// Those of all tables that are not ours, by OID.
    static Map<Long, WriteCounts> read(Connection connection, RecordSchema records)
            throws SQLException {
        Map<Long, WriteCounts> all = new TreeMap<>();
        Sql.list(
                connection,
                COUNTS,
                row -> all.put(row.getLong("oid"), counts(row)),
                records.name());
        return all;
    }

    /// Images of rows: a row that moves to another partition is counted as inserted and deleted,
    /// and seen as updated.
    long images() {
        return inserted + 2 * updated + deleted;
    }

    /// Whether something that was counted then is not any more: the table was truncated.
    boolean fellSince(WriteCounts earlier) {
        return inserted < earlier.inserted
                || updated < earlier.updated
                || deleted < earlier.deleted;
    }

    private static WriteCounts counts(ResultSet row) throws SQLException {
        return new WriteCounts(
                new TableRef(
                        row.getLong("oid"),
                        Address.of(
                                ObjectKind.TABLE,
                                row.getString("nspname"),
                                row.getString("relname"))),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("deleted"));
    }
}
