package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.vault.merge.WrittenTable.State;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes the rows of all tables in one statement: foreign keys are looked at when it ends, so that
/// rows may refer to each other in any way. Deletions come first, then updates, then what returns;
/// keys that one row leaves are free for the next. Its result tells what was done, by table.
record WrittenApply(List<WrittenTable> tables) {
    Statement statement() {
        List<String> parts = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            WrittenTable table = tables.get(i);
            parts.add("away_%d AS (%s)".formatted(i, delete(table)));
            sums.add(sum(i, table));
        }
        String gone = all("away");
        for (int i = 0; i < tables.size(); i++) {
            parts.add("set_%d AS (%s)".formatted(i, update(tables.get(i), gone)));
        }
        String set = all("set");
        for (int i = 0; i < tables.size(); i++) {
            parts.add("back_%d AS (%s)".formatted(i, insert(tables.get(i), set)));
            parts.add("again_%d AS (%s)".formatted(i, rewrite(tables.get(i), i, set)));
        }
        return new Statement(
                "WITH %s\n%s"
                        .formatted(String.join(", ", parts), String.join("\nUNION ALL\n", sums)));
    }

    /// Holds when all of these are done.
    private String all(String part) {
        return IntStream.range(0, tables.size())
                .mapToObj("(SELECT count(*) FROM %s_%%d)".formatted(part)::formatted)
                .collect(Collectors.joining(" + ", "", " >= 0"));
    }

    private static String delete(WrittenTable table) {
        return """

        DELETE FROM %s t
        USING %s k
        WHERE t.ctid = k.backout_at AND t.tableoid = k.backout_in
            AND k.backout_state IN (%s, %s)
        RETURNING k.backout_id, k.backout_state%s
        """
                .formatted(
                        table.live(),
                        table.work(),
                        State.DELETE.sql(),
                        State.REWRITE.sql(),
                        table.others().stream()
                                .map(column -> ", t." + WrittenTable.quoted(column))
                                .collect(Collectors.joining()));
    }

    /// Values of an identity that is always generated cannot be updated; nobody could before.
    private static String update(WrittenTable table, String after) {
        List<Column> columns =
                table.columns().stream()
                        .filter(column -> column.identity() == null || !column.identity().always())
                        .toList();
        if (columns.isEmpty()) {
            return "SELECT 1 WHERE false AND " + after;
        }
        return """

        UPDATE %s t
        SET %s
        FROM %s k
        WHERE t.ctid = k.backout_at AND t.tableoid = k.backout_in
            AND k.backout_state = %s AND (%s)
            AND %s
        RETURNING 1
        """
                .formatted(
                        table.live(),
                        WrittenTable.list(
                                columns,
                                ", ",
                                column ->
                                        "%s = k.%s"
                                                .formatted(
                                                        WrittenTable.quoted(column),
                                                        table.becomes(column))),
                        table.work(),
                        State.WRITE.sql(),
                        WrittenTable.list(columns, " OR ", table::moves),
                        after);
    }

    private static String insert(WrittenTable table, String after) {
        return """

        INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE
        SELECT %s
        FROM %s k
        WHERE k.backout_state = %s
            AND %s
        RETURNING 1
        """
                .formatted(
                        Identifiers.dotted(table.table().path()),
                        table.each(WrittenTable::quoted),
                        table.each(column -> "k." + table.becomes(column)),
                        table.work(),
                        State.INSERT.sql(),
                        after);
    }

    private static String rewrite(WrittenTable table, int number, String after) {
        return """

        INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE
        SELECT %s
        FROM away_%d d
        JOIN %s k ON k.backout_id = d.backout_id
        WHERE k.backout_state = %s
            AND %s
        RETURNING 1
        """
                .formatted(
                        Identifiers.dotted(table.table().path()),
                        WrittenTable.list(
                                Stream.concat(table.columns().stream(), table.others().stream())
                                        .toList(),
                                ", ",
                                WrittenTable::quoted),
                        Stream.concat(
                                        table.columns().stream()
                                                .map(column -> "k." + table.becomes(column)),
                                        table.others().stream()
                                                .map(column -> "d." + WrittenTable.quoted(column)))
                                .collect(Collectors.joining(", ")),
                        number,
                        table.work(),
                        State.REWRITE.sql(),
                        after);
    }

    private static String sum(int number, WrittenTable table) {
        return """
        SELECT %1$s AS "table",
            (SELECT count(*) FROM back_%2$d) AS returned,
            (SELECT count(*) FROM set_%2$d) + (SELECT count(*) FROM again_%2$d) AS restored,
            (SELECT count(*) FROM away_%2$d WHERE backout_state = %3$s) AS removed,
            (SELECT count(*) FROM %4$s WHERE backout_state = %5$s) AS stay\
        """
                .formatted(
                        Identifiers.literal(table.table().text()),
                        number,
                        State.DELETE.sql(),
                        table.work(),
                        State.STAYS.sql());
    }
}
