package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.WrittenTable.State;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds what the old schema cannot hold, before anything is written: keys that two rows would
/// have, rows that would refer to nothing, rows that others would refer to in vain. What is live
/// stays; each finding takes one intention back, until there are no more.
///
/// @param tables those whose rows are led back together
/// @param before the schema from before the migration
/// @param ready the schema that the statements run in
record WrittenRules(List<WrittenTable> tables, Snapshot before, Snapshot ready) {
    /// One statement, or none when there are no rules.
    List<Statement> statements() {
        List<String> rules = new ArrayList<>();
        for (WrittenTable table : tables) {
            table.keys().forEach(key -> rules.add(unique(table, key)));
            foreignKeys().stream()
                    .filter(key -> key.address().table().equals(table.table()))
                    .forEach(key -> add(rules, refers(table, key)));
            foreignKeys().stream()
                    .filter(key -> table.table().equals(key.references()))
                    .forEach(key -> {
                        if (key.definition().contains(" ON DELETE ")) {
                            add(rules, exchanged(table, key));
                        }
                        referred(rules, table, key);
                    });
            table.keys().forEach(key -> rules.add(crowded(table, key)));
            foreignKeys().stream()
                    .filter(key -> table.table().equals(key.references()))
                    .filter(key -> key.definition().contains(" ON DELETE "))
                    .forEach(key -> add(rules, stuck(table, key)));
        }
        return RuleLoop.statements(rules);
    }

    /// A row that would have a key that another row has.
    private String unique(WrittenTable table, UniqueKey key) {
        return """
        UPDATE %s k
        SET %s
        FROM (%s) c
        WHERE c.backout_id = k.backout_id AND EXISTS (
            SELECT 1 FROM (%s) r
            WHERE %s AND r.backout_id IS DISTINCT FROM c.backout_id
        );
        """
                .formatted(
                        table.work(),
                        takeBack(table, key.columns(), Aside.TAKEN + key.name()),
                        key.select(FutureRows.candidates(table, key.columns())),
                        key.select(FutureRows.of(table, table.columns())),
                        key.equal("r", "c"));
    }

    /// A row that moves to where another one still stands: that one moves, too, but nobody knows
    /// which the server moves first.
    private String crowded(WrittenTable table, UniqueKey key) {
        return """
        UPDATE %s k
        SET backout_state = %s
        FROM (%s) c
        WHERE c.backout_id = k.backout_id AND k.backout_state = %s AND EXISTS (
            SELECT 1 FROM (%s) r WHERE %s AND r.backout_id <> c.backout_id
        );
        """
                .formatted(
                        table.work(),
                        State.REWRITE.sql(),
                        key.select(FutureRows.candidates(table, key.columns())),
                        State.WRITE.sql(),
                        key.select(
                                "(SELECT k.backout_id, %s FROM %s k WHERE k.backout_state = %s)"
                                        .formatted(
                                                table.each(column ->
                                                        FutureRows.as(
                                                                "k." + table.was(column), column)),
                                                table.work(),
                                                State.WRITE.sql())),
                        key.equal("r", "c"));
    }

    /// A row that would refer to nothing.
    private @Nullable String refers(WrittenTable table, Constraint key) {
        List<Column> own = table.columns(key.columns());
        Address target = key.references();
        if (own == null || target == null) {
            return null;
        }
        return """
        UPDATE %s k
        SET %s
        WHERE (k.backout_state = %s OR %s AND (%s)) AND NOT (%s) AND NOT EXISTS (
            SELECT 1 FROM %s r WHERE %s
        );
        """
                .formatted(
                        table.work(),
                        takeBack(table, own, Aside.GONE),
                        State.INSERT.sql(),
                        FutureRows.UPDATED,
                        WrittenTable.list(own, " OR ", table::moves),
                        WrittenTable.list(
                                own, " OR ", column -> "k." + table.becomes(column) + " IS NULL"),
                        future().of(target, key.referencedColumns()),
                        pairs("r", key.referencedColumns(), own, table::becomes));
    }

    /// Rows to which others refer.
    private void referred(List<String> rules, WrittenTable table, Constraint key) {
        List<Column> own = table.columns(key.referencedColumns());
        if (own == null) {
            return;
        }
        String others =
                "EXISTS (SELECT 1 FROM %s r WHERE %s)"
                        .formatted(
                                future().of(key.address().table(), key.columns()),
                                pairs("r", key.columns(), own, table::was));
        // Only without an action does the server look whether another row has the key by then.
        String replaced =
                " AND NOT EXISTS (SELECT 1 FROM %s r WHERE %s)"
                        .formatted(
                                future().of(table.table(), key.referencedColumns()),
                                pairs("r", key.referencedColumns(), own, table::was));
        rules.add(
                """
                UPDATE %s k
                SET backout_state = %s, backout_why = 'others refer to it'
                WHERE k.backout_state = %s AND %s%s;
                """
                        .formatted(
                                table.work(),
                                State.STAYS.sql(),
                                State.DELETE.sql(),
                                others,
                                key.definition().contains(" ON DELETE ") ? "" : replaced));
        if (!follows(key)) {
            rules.add(
                    """
                    UPDATE %s k
                    SET %s
                    WHERE %s AND (%s) AND %s%s;
                    """
                            .formatted(
                                    table.work(),
                                    takeBack(table, own, "others refer to it as it is now"),
                                    FutureRows.UPDATED,
                                    WrittenTable.list(own, " OR ", table::moves),
                                    others,
                                    key.definition().contains(" ON UPDATE ") ? "" : replaced));
        }
    }

    /// A row that moves to the key of one that goes, while others refer to that key: they would go
    /// along. So the row that goes is written in place of the other one, and that one goes.
    private @Nullable String exchanged(WrittenTable table, Constraint key) {
        List<Column> own = table.columns(key.referencedColumns());
        if (own == null) {
            return null;
        }
        String referring = future().of(key.address().table(), key.columns());
        return """
        UPDATE %s k
        SET backout_state = CASE WHEN k.backout_id = x.goes THEN %s ELSE %s END, %s
        FROM (
            SELECT k.backout_id AS goes, m.backout_id AS moves
            FROM %1$s k JOIN %1$s m ON %s
            WHERE k.backout_state = %3$s AND m.backout_state IN (%2$s, %s)
                AND EXISTS (SELECT 1 FROM %s r WHERE %s)
                AND NOT EXISTS (SELECT 1 FROM %7$s r WHERE %s)
        ) x
        JOIN %1$s m ON m.backout_id = x.moves
        WHERE k.backout_id IN (x.goes, x.moves);
        """
                .formatted(
                        table.work(),
                        State.WRITE.sql(),
                        State.DELETE.sql(),
                        table.each(column ->
                                "%1$s = CASE WHEN k.backout_id = x.goes THEN m.%1$s ELSE k.%1$s END"
                                        .formatted(table.becomes(column))),
                        WrittenTable.list(
                                own,
                                " AND ",
                                column ->
                                        "k.%s = m.%s"
                                                .formatted(
                                                        table.was(column), table.becomes(column))),
                        State.REWRITE.sql(),
                        referring,
                        pairs("r", key.columns(), own, table::was),
                        pairs("r", key.columns(), own, "m", table::was));
    }

    /// A row that would have to be taken away for a moment, which those that refer to it forbid, or
    /// would not outlive.
    private @Nullable String stuck(WrittenTable table, Constraint key) {
        List<Column> own = table.columns(key.referencedColumns());
        return own == null
                ? null
                : """
                UPDATE %s k
                SET %s, backout_state = %s
                WHERE k.backout_state = %s AND EXISTS (SELECT 1 FROM %s r WHERE %s);
                """
                        .formatted(
                                table.work(),
                                table.columns().stream()
                                                .map(column ->
                                                        "%s = k.%s"
                                                                .formatted(
                                                                        table.becomes(column),
                                                                        table.was(column)))
                                                .collect(Collectors.joining(", "))
                                        + ", backout_why = 'others refer to it, and its place is"
                                        + " taken by a row that leaves it only later'",
                                State.DONE.sql(),
                                State.REWRITE.sql(),
                                future().of(key.address().table(), key.columns()),
                                pairs("r", key.columns(), own, table::was));
    }

    /// Whether the server itself leads those that refer to a key along.
    private boolean follows(Constraint key) {
        return key.definition().contains(" ON UPDATE CASCADE") && ready.find(key.address()) != null;
    }

    /// An intention is taken back: the columns stay as they are live, the row does not return.
    private static String takeBack(WrittenTable table, List<Column> columns, String why) {
        String returns = "k.backout_state = " + State.INSERT.sql();
        return columns.stream()
                .map(column ->
                        "%1$s = CASE WHEN %2$s THEN k.%1$s ELSE k.%3$s END"
                                .formatted(table.becomes(column), returns, table.was(column)))
                .collect(
                        Collectors.joining(
                                ", ",
                                "",
                                ", backout_state = CASE WHEN %s THEN %s ELSE k.backout_state END, backout_why = %s"
                                        .formatted(
                                                returns,
                                                State.ASIDE.sql(),
                                                Identifiers.literal(why))));
    }

    private FutureRows future() {
        return new FutureRows(tables, ready);
    }

    private List<Constraint> foreignKeys() {
        return before.entries().stream()
                .map(Entry::object)
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .filter(key -> key.type() == ConstraintType.FOREIGN_KEY && !key.inherited())
                .filter(key -> key.enforced() && key.references() != null)
                .filter(key -> ready.find(key.address().table()) != null)
                .toList();
    }

    private static String pairs(
            String row, List<String> names, List<Column> own, Function<Column, String> value) {
        return pairs(row, names, own, "k", value);
    }

    private static String pairs(
            String row,
            List<String> names,
            List<Column> own,
            String alias,
            Function<Column, String> value) {
        return IntStream.range(0, names.size())
                .mapToObj(i ->
                        "%s.%s = %s.%s"
                                .formatted(
                                        row,
                                        Identifiers.quote(names.get(i)),
                                        alias,
                                        value.apply(own.get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private static void add(List<String> rules, @Nullable String rule) {
        if (rule != null) {
            rules.add(rule);
        }
    }
}
