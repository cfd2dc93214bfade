package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.vault.merge.WrittenTable.State;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The rows of tables as they are going to be when all that is intended has been written, as SQL.
///
/// @param tables those whose rows are led back together
/// @param ready the schema that the statements run in
record FutureRows(List<WrittenTable> tables, Snapshot ready) {
    /// Of the working table `k`: rows that are written.
    static final String UPDATED =
            "(k.backout_state = %s OR k.backout_state = %s)"
                    .formatted(State.WRITE.sql(), State.REWRITE.sql());

    /// The rows of a table as they are going to be, under the names of its columns.
    String of(Address address, List<String> names) {
        WrittenTable table = written(address);
        if (table == null) {
            return "(SELECT NULL::bigint AS backout_id, %s FROM %s t)"
                    .formatted(Identifiers.list(names), live(address));
        }
        List<Column> columns = table.columns(names);
        return columns == null ? live(address) : of(table, columns);
    }

    /// The same of a table whose rows are led back.
    static String of(WrittenTable table, List<Column> columns) {
        return """
        (
            SELECT NULL::bigint AS backout_id, %s FROM %s t
            WHERE NOT EXISTS (
                SELECT 1 FROM %s k
                WHERE k.backout_at = t.ctid AND k.backout_in = t.tableoid
                    AND (k.backout_state = %s OR %s)
            )
            UNION ALL
            SELECT k.backout_id, %6$s FROM %3$s k WHERE k.backout_state = %7$s OR %5$s
        )\
        """
                .formatted(
                        WrittenTable.list(
                                columns, ", ", column -> "t." + WrittenTable.quoted(column)),
                        table.live(),
                        table.work(),
                        State.DELETE.sql(),
                        UPDATED,
                        WrittenTable.list(
                                columns, ", ", column -> as("k." + table.becomes(column), column)),
                        State.INSERT.sql());
    }

    /// Rows that are to be written, and whose values in these columns are not as they are live.
    static String candidates(WrittenTable table, List<Column> columns) {
        return "(SELECT k.backout_id, %s FROM %s k WHERE k.backout_state = %s OR %s AND (%s))"
                .formatted(
                        table.each(column -> as("k." + table.becomes(column), column)),
                        table.work(),
                        State.INSERT.sql(),
                        UPDATED,
                        WrittenTable.list(columns, " OR ", table::moves));
    }

    /// A value under the name of a column.
    static String as(String value, Column column) {
        return value + " AS " + WrittenTable.quoted(column);
    }

    private @Nullable WrittenTable written(Address address) {
        return tables.stream()
                .filter(table -> table.table().equals(address))
                .findFirst()
                .orElse(null);
    }

    private String live(Address address) {
        Entry entry = ready.find(address);
        boolean partitioned =
                entry != null
                        && entry.object() instanceof Table table
                        && table.partitionKey() != null;
        return (partitioned ? "" : "ONLY ") + Identifiers.dotted(address.path());
    }
}
