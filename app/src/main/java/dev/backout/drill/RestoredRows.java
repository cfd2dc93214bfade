package dev.backout.drill;

import dev.backout.backup.TableFactsReader;
import dev.backout.backup.TableName;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.scratch.ScratchDatabase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/// Counts what a restore brought back.
final class RestoredRows {
    private RestoredRows() {}

    /// Rows by table, exactly. Forced row security would hide rows from the owner, so the
    /// administrator counts; a count calls no code of the dump.
    static Map<String, Long> count(ScratchDatabase database) {
        Connection connection = database.admin();
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (TableName table : TableFactsReader.read(connection).bytes().keySet()) {
                try (ResultSet row =
                        statement.executeQuery("select count(*) from only " + table.text())) {
                    row.next();
                    counts.put(table.text(), row.getLong(1));
                }
            }
            return counts;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.SCRATCH_UNAVAILABLE, "counting restored rows failed", e);
        }
    }
}
