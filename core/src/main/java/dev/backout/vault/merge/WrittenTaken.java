package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.vault.merge.WrittenTable.State;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Rows that the migration deleted, and whose keys others have by now: another row that is about to
/// leave the key again, one that the migration itself inserted later, or one of the application's.
///
/// @param preferKept whether what was destroyed wins over what was written anew since
record WrittenTaken(WrittenTable table, boolean preferKept) {
    /// @param led tables whose later logs were led back already, the last first; their working
    ///   tables say which rows stay
    List<Statement> statements(List<WrittenTable> led) {
        List<Statement> statements = new ArrayList<>();
        for (WrittenTable later : led) {
            Map<String, String> after = after(later);
            if (!after.isEmpty()) {
                // How many stay was not known when it was looked at last, and a guess of one row
                // would have the server compare every row with every other one.
                statements.add(new Statement("ANALYZE " + later.work()));
                statements.add(paired(later, after));
            }
        }
        if (!statements.isEmpty()) {
            statements.add(updated());
        }
        statements.add(returning());
        return statements;
    }

    /// What columns of the log say after an event where the migration inserted the row later;
    /// nothing when it cannot be told of all of them.
    private Map<String, String> after(WrittenTable later) {
        Map<String, String> after = new TreeMap<>();
        if (!table.keyed() || !later.keyed() || !later.table().equals(table.table())) {
            return after;
        }
        for (Column column : table.columns()) {
            String value = after(later, column);
            if (value == null) {
                return Map.of();
            }
            after.put(table.logAfter(column), value);
        }
        return after;
    }

    private @Nullable String after(WrittenTable later, Column column) {
        if (later.columns().contains(column)) {
            return table.asLogged(column, later, "b");
        }
        // It was dropped in between, and nobody wrote what came back with it.
        return table.empty().contains(column)
                ? table.asLogged(column, "k." + table.was(column))
                : null;
    }

    /// A row that stays although the migration inserted it is the deleted one, with other values.
    private Statement paired(WrittenTable later, Map<String, String> after) {
        return new Statement(
                """
                UPDATE %s k
                SET backout_what = 'U', %s
                FROM %s b
                WHERE k.backout_what = 'D' AND k.backout_state = %s
                    AND b.backout_what = 'I' AND b.backout_state = %s AND %s\
                """
                        .formatted(
                                table.work(),
                                after.entrySet().stream()
                                        .map(one -> one.getKey() + " = " + one.getValue())
                                        .collect(Collectors.joining(", ")),
                                later.work(),
                                State.TAKEN.sql(),
                                State.STAYS.sql(),
                                table.eachKey(
                                        " AND ",
                                        column ->
                                                "b.%s = k.%s"
                                                        .formatted(
                                                                later.was(column),
                                                                table.was(column)))));
    }

    private Statement updated() {
        return new Statement(
                """
                UPDATE %s k
                SET backout_state = %s, %s
                WHERE k.backout_what = 'U' AND k.backout_state = %s\
                """
                        .formatted(
                                table.work(),
                                State.WRITE.sql(),
                                table.each(column ->
                                        "%s = %s"
                                                .formatted(
                                                        table.becomes(column),
                                                        table.wanted(
                                                                column,
                                                                "k." + table.was(column),
                                                                preferKept))),
                                State.TAKEN.sql()));
    }

    /// Either the row that has the key leaves it again, or it was written since.
    private Statement returning() {
        return new Statement(
                """
                UPDATE %s k
                SET backout_state = CASE WHEN m.leaves THEN %s WHEN m.same THEN %s ELSE %s END,
                    backout_at = CASE WHEN NOT m.leaves THEN k.backout_at END%s
                FROM (
                    SELECT k.backout_id, %s AS same, EXISTS (
                        SELECT 1 FROM %1$s o
                        WHERE o.backout_what <> 'D' AND o.backout_at = k.backout_at
                            AND o.backout_in = k.backout_in
                    ) AS leaves
                    FROM %1$s k WHERE k.backout_state = %s
                ) m
                WHERE m.backout_id = k.backout_id\
                """
                        .formatted(
                                table.work(),
                                State.INSERT.sql(),
                                State.DONE.sql(),
                                preferKept || !table.empty().isEmpty()
                                        ? State.WRITE.sql()
                                        : State.TAKEN.sql(),
                                preferKept ? "" : staying(),
                                WrittenTable.list(
                                        table.columns(),
                                        " AND ",
                                        column ->
                                                WrittenTable.same(
                                                        "k." + table.was(column),
                                                        "k." + table.becomes(column))),
                                State.TAKEN.sql()));
    }

    /// The row that was written since stays in all that could be written.
    private String staying() {
        return table.columns().stream()
                .filter(column -> !table.empty().contains(column))
                .map(column ->
                        ",\n    %1$s = CASE WHEN m.leaves OR m.same THEN k.%1$s ELSE k.%2$s END"
                                .formatted(table.becomes(column), table.was(column)))
                .collect(Collectors.joining());
    }
}
