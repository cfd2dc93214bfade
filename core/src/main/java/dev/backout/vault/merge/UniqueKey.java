package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.NameList;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What no two rows of a table may have in common.
///
/// @param name the constraint or index
/// @param key what it is over; a generated column as the expression that it is computed from
/// @param operators by which two rows exclude each other, one for each part of the key; none when
///   they do by being equal
/// @param columns the columns that it looks at
record UniqueKey(String name, IndexedKey key, List<String> operators, List<Column> columns) {
    private static final Pattern ELEMENT = Pattern.compile("(?s)(.*) WITH (\\S+|OPERATOR\\(.*\\))");
    private static final Pattern DEFERRABLE =
            Pattern.compile("(?s)(.*\\)) (?:NOT )?DEFERRABLE(?: INITIALLY \\w+)?");

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
            Parts parts = parts(entry.object());
            if (parts != null) {
                IndexedKey key = computed(parts.key(), all);
                List<Column> columns = mentioned(key, all);
                if (!columns.isEmpty() && known.containsAll(columns)) {
                    keys.add(
                            new UniqueKey(entry.address().name(), key, parts.operators(), columns));
                }
            }
        }
        return keys;
    }

    /// A key as its definition has it.
    private record Parts(IndexedKey key, List<String> operators) {}

    /// A key that no constraint guards at the moment.
    static UniqueKey of(List<Column> columns) {
        return new UniqueKey(
                "its key",
                new IndexedKey(columns.stream().map(WrittenTable::quoted).toList(), "", false),
                List.of(),
                columns);
    }

    boolean isOver(List<Column> others) {
        return operators.isEmpty()
                && key.condition().isEmpty()
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
        String equality = key.nullsEqual() ? "IS NOT DISTINCT FROM" : "=";
        return IntStream.rangeClosed(1, key.expressions().size())
                .mapToObj(i ->
                        "%s.e%d %s %s.e%d"
                                .formatted(
                                        one,
                                        i,
                                        operators.isEmpty() ? equality : operators.get(i - 1),
                                        other,
                                        i))
                .collect(Collectors.joining(" AND "));
    }

    /// Whether it is over columns alone, and over all rows.
    boolean plain() {
        return operators.isEmpty()
                && key.condition().isEmpty()
                && key.expressions().stream()
                        .allMatch(one ->
                                columns.stream().map(WrittenTable::quoted).anyMatch(one::equals));
    }

    private static @Nullable Parts parts(DbObject object) {
        return switch (object) {
            case Constraint constraint
                    when constraint.type() == ConstraintType.PRIMARY_KEY
                            || constraint.type() == ConstraintType.UNIQUE ->
                    new Parts(
                            new IndexedKey(
                                    constraint.columns().stream().map(Identifiers::quote).toList(),
                                    "",
                                    constraint.definition().contains("NULLS NOT DISTINCT")),
                            List.of());
            case Constraint constraint when constraint.type() == ConstraintType.EXCLUSION ->
                    excluding(constraint.definition());
            case Index index when index.unique() -> {
                IndexedKey key = IndexedKey.of(index.definition());
                yield key == null ? null : new Parts(key, List.of());
            }
            default -> null;
        };
    }

    /// `EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (...)`; null when it is not
    /// understood.
    private static @Nullable Parts excluding(String written) {
        Matcher deferrable = DEFERRABLE.matcher(written);
        String definition = deferrable.matches() ? deferrable.group(1) : written;
        String inner = IndexedKey.inner(definition);
        if (inner == null) {
            return null;
        }
        List<String> expressions = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        for (String element : NameList.split(inner)) {
            Matcher matcher = ELEMENT.matcher(element);
            if (!matcher.matches()) {
                return null;
            }
            expressions.add(IndexedKey.bare(matcher.group(1)));
            operators.add(matcher.group(2));
        }
        int where = definition.lastIndexOf(" WHERE (");
        return new Parts(
                new IndexedKey(
                        expressions,
                        where < 0 ? "" : definition.substring(where + " WHERE ".length()),
                        false),
                operators);
    }

    /// Generated columns are what they are computed from: that is what rows are known by.
    private static IndexedKey computed(IndexedKey key, List<Column> all) {
        List<String> expressions = new ArrayList<>(key.expressions());
        String condition = key.condition();
        for (Column column : all) {
            String expression = column.defaultExpression();
            if (column.generation() != Generation.NONE && expression != null) {
                String name = name(column);
                String computed = Matcher.quoteReplacement("(" + expression + ")");
                expressions.replaceAll(one -> one.replaceAll(name, computed));
                condition = condition.replaceAll(name, computed);
            }
        }
        return new IndexedKey(expressions, condition, key.nullsEqual());
    }

    /// Where a column is named.
    private static String name(Column column) {
        return "(?<![\\w$\"])\\Q%s\\E(?![\\w$\"(])".formatted(WrittenTable.quoted(column));
    }

    /// A name that happens to stand in a text of the expression does no harm.
    private static List<Column> mentioned(IndexedKey key, List<Column> all) {
        String text = String.join(" ", key.expressions()) + " " + key.condition();
        return all.stream()
                .filter(column -> Pattern.compile(name(column)).matcher(text).find())
                .toList();
    }
}
