package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What no two rows of a table may have in common.
///
/// @param name the constraint or index
/// @param key what it is over
/// @param columns the columns that it looks at
record UniqueKey(String name, IndexedKey key, List<Column> columns) {
    /// Those of a table. What looks at other columns than these is left out: its collisions are not
    /// foreseen.
    ///
    /// @param before the schema from before the migration
    /// @param known columns whose values are known
    /// @param all all columns of the table
    static List<UniqueKey> of(
            Address table, Snapshot before, List<Column> known, List<Column> all) {
        List<UniqueKey> keys = new ArrayList<>();
        Entry root = before.find(table);
        if (root == null) {
            return keys;
        }
        for (Entry entry : Objects.requireNonNull(before.units().get(root.id())).entries()) {
            IndexedKey key = key(entry.object());
            if (key != null) {
                List<Column> columns = mentioned(key, all);
                if (!columns.isEmpty() && known.containsAll(columns)) {
                    keys.add(new UniqueKey(entry.address().name(), key, columns));
                }
            }
        }
        return keys;
    }

    /// A key that no constraint guards at the moment.
    static UniqueKey of(List<Column> columns) {
        return new UniqueKey(
                "its key",
                new IndexedKey(columns.stream().map(WrittenTable::quoted).toList(), "", false),
                columns);
    }

    boolean isOver(List<Column> others) {
        return key.condition().isEmpty()
                && columns.size() == key.expressions().size()
                && List.copyOf(columns).containsAll(others)
                && others.containsAll(columns);
    }

    /// The parts of the key of rows that have the columns by their names: `e1`, `e2` and so on.
    String select(String rows) {
        String parts =
                IntStream.range(0, key.expressions().size())
                        .mapToObj(i -> "%s AS e%d".formatted(key.expressions().get(i), i + 1))
                        .collect(Collectors.joining(", "));
        return "SELECT backout_id, %s FROM %s s%s"
                .formatted(
                        parts, rows, key.condition().isEmpty() ? "" : " WHERE " + key.condition());
    }

    /// Whether two rows have the key in common.
    String equal(String one, String other) {
        String operator = key.nullsEqual() ? "IS NOT DISTINCT FROM" : "=";
        return IntStream.rangeClosed(1, key.expressions().size())
                .mapToObj(i -> "%s.e%d %s %s.e%d".formatted(one, i, operator, other, i))
                .collect(Collectors.joining(" AND "));
    }

    private static @Nullable IndexedKey key(DbObject object) {
        return switch (object) {
            case Constraint constraint
                    when constraint.type() == ConstraintType.PRIMARY_KEY
                            || constraint.type() == ConstraintType.UNIQUE ->
                    new IndexedKey(
                            constraint.columns().stream().map(Identifiers::quote).toList(),
                            "",
                            constraint.definition().contains("NULLS NOT DISTINCT"));
            case Index index when index.unique() -> IndexedKey.of(index.definition());
            default -> null;
        };
    }

    /// A name that happens to stand in a text of the expression does no harm.
    private static List<Column> mentioned(IndexedKey key, List<Column> all) {
        String text = String.join(" ", key.expressions()) + " " + key.condition();
        return all.stream()
                .filter(column ->
                        text.matches(
                                "(?s)(^|.*[^\\w$\"])\\Q%s\\E($|[^\\w$\"].*)"
                                        .formatted(WrittenTable.quoted(column))))
                .toList();
    }
}
