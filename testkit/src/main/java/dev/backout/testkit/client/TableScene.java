package dev.backout.testkit.client;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.NameList;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// The statements that an object-relational mapper sends for one table. Prisma's way is the model:
/// every column is named wherever it is read.
final class TableScene {
    /// What the end of a transaction would check.
    private static final String SETTLE = "SET CONSTRAINTS ALL IMMEDIATE";

    private final Snapshot schema;
    private final Address table;
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<Expected> expected;
    private final List<Constraint> constraints = new ArrayList<>();
    private final Set<List<String>> uniques = new LinkedHashSet<>();
    private final List<String> key;
    private final List<SequencedMap<String, String>> rows;
    private final List<ClientCall> calls = new ArrayList<>();

    /// @param rows made-up rows of the table, SQL expressions by column
    TableScene(Snapshot schema, Unit unit, List<SequencedMap<String, String>> rows) {
        this.schema = schema;
        this.table = unit.entries().getFirst().address();
        this.name = Identifiers.dotted(table.path());
        this.rows = rows;
        unit.entries().stream()
                .sorted(
                        Comparator.comparing((Entry entry) -> entry.object() instanceof Index)
                                .thenComparingInt(entry -> entry.id().sub()))
                .forEach(this::part);
        this.expected = columns.stream().map(column -> Expected.of(column, schema)).toList();
        this.key = uniques.isEmpty() ? columns.stream().map(TableScene::name).toList() : first();
    }

    private void part(Entry entry) {
        switch (entry.object()) {
            case Column column -> columns.add(column);
            case Constraint constraint -> {
                constraints.add(constraint);
                if (constraint.type() == ConstraintType.PRIMARY_KEY
                        || constraint.type() == ConstraintType.UNIQUE) {
                    if (!constraint.definition().contains("DEFERRABLE")) {
                        uniques.add(constraint.columns());
                    }
                }
            }
            case Index index when index.unique() && index.valid() -> {
                IndexedKey over = IndexedKey.of(index.definition());
                if (over != null && over.condition().isEmpty()) {
                    List<String> names =
                            over.expressions().stream().map(NameList::unquoted).toList();
                    if (columns.stream().map(TableScene::name).toList().containsAll(names)) {
                        uniques.add(names);
                    }
                }
            }
            default -> {}
        }
    }

    private List<String> first() {
        return constraints.stream()
                .filter(constraint -> constraint.type() == ConstraintType.PRIMARY_KEY)
                .map(Constraint::columns)
                .findFirst()
                .orElse(uniques.iterator().next());
    }

    /// All of it, in the order of an application's life.
    List<ClientCall> calls() {
        select("reads all", "ORDER BY %s LIMIT 100".formatted(Identifiers.list(key)));
        for (int row = rows.size() - 1; row >= 0; row--) {
            insert(row);
        }
        select("reads its own", "");
        upserts();
        for (int row = 0; row < rows.size(); row++) {
            update(row);
        }
        labels();
        filters();
        joins();
        if (!rows.isEmpty()) {
            write("deletes", "DELETE FROM %s WHERE %s".formatted(name, where(rows.getFirst())));
        }
        parents();
        calls.add(new ClientCall(ClientCall.Verb.WRITE, "commits " + name, SETTLE, List.of()));
        return calls;
    }

    /// The statements that put one row in, as a child of the table needs it.
    ClientCall seed(int row) {
        return insertCall("inserts a row for others", named(rows.get(row)));
    }

    int size() {
        return rows.size();
    }

    private void select(String what, String rest) {
        calls.add(
                ClientCall.read(
                        what + " of " + name,
                        "SELECT %s FROM %s %s".formatted(all(), name, rest).strip(),
                        expected));
    }

    /// The first row names every column, the second one those that have no default, the last one
    /// those alone that it cannot do without.
    private void insert(int row) {
        SequencedMap<String, String> named = named(rows.get(row));
        switch (row) {
            case 0 -> {}
            case 1 -> columns.forEach(column -> addNull(named, column));
            default -> named.keySet().removeIf(column -> !isRequired(column));
        }
        calls.add(
                insertCall(
                        switch (row) {
                            case 0 -> "inserts every column";
                            case 1 -> "inserts what has no default";
                            default -> "inserts what is required";
                        },
                        named));
    }

    private static void addNull(Map<String, String> named, Column column) {
        if (column.notNull() == null && !isFilled(column)) {
            named.putIfAbsent(name(column), "NULL");
        }
    }

    private ClientCall insertCall(String what, Map<String, String> named) {
        String values =
                named.isEmpty()
                        ? "DEFAULT VALUES"
                        : "(%s) VALUES (%s)"
                                .formatted(
                                        Identifiers.list(List.copyOf(named.keySet())),
                                        String.join(", ", named.values()));
        return ClientCall.write(
                what + " of " + name,
                "INSERT INTO %s %s RETURNING %s".formatted(name, values, all()),
                expected);
    }

    /// What a client may write: an identity that is always generated takes nothing.
    private SequencedMap<String, String> named(Map<String, String> row) {
        SequencedMap<String, String> named = new LinkedHashMap<>(row);
        columns.stream()
                .filter(column -> column.identity() != null && column.identity().always())
                .forEach(column -> named.remove(name(column)));
        return named;
    }

    private void upserts() {
        for (List<String> unique : uniques) {
            Map<String, String> named = rows.isEmpty() ? Map.of() : named(rows.getFirst());
            if (named.keySet().containsAll(unique)) {
                calls.add(
                        ClientCall.write(
                                "upserts by %s of %s".formatted(Identifiers.list(unique), name),
                                "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s RETURNING %s"
                                        .formatted(
                                                name,
                                                Identifiers.list(List.copyOf(named.keySet())),
                                                String.join(", ", named.values()),
                                                Identifiers.list(unique),
                                                assignments(named),
                                                all()),
                                expected));
            }
        }
    }

    private void update(int row) {
        Map<String, String> named = named(rows.get(row));
        if (!named.isEmpty()) {
            calls.add(
                    ClientCall.write(
                            "updates every column of " + name,
                            "UPDATE %s SET %s WHERE %s RETURNING %s"
                                    .formatted(
                                            name, assignments(named), where(rows.get(row)), all()),
                            expected));
        }
        if (row > 0) {
            return;
        }
        columns.stream()
                .filter(column -> column.notNull() == null)
                .filter(column -> column.generation() == Generation.NONE)
                .forEach(column -> set(column, "NULL"));
    }

    private void set(Column column, String value) {
        String quoted = Identifiers.quote(name(column));
        calls.add(
                ClientCall.write(
                        "writes %s into %s.%s".formatted(value, name, quoted),
                        "UPDATE %s SET %s = %s WHERE %s RETURNING %s"
                                .formatted(name, quoted, value, where(rows.getFirst()), quoted),
                        expected.stream().filter(e -> e.name().equals(name(column))).toList()));
    }

    private void labels() {
        for (Column column : columns) {
            EnumType type = enumType(column);
            if (type != null && !rows.isEmpty() && column.generation() == Generation.NONE) {
                for (EnumLabel label : type.labels()) {
                    set(column, Identifiers.literal(label.text()));
                }
            }
        }
    }

    private @Nullable EnumType enumType(Column column) {
        return schema.units().values().stream()
                .map(unit -> unit.entries().getFirst().object())
                .filter(object ->
                        object instanceof EnumType
                                && Identifiers.dotted(object.address().path())
                                        .equals(column.type()))
                .map(EnumType.class::cast)
                .findFirst()
                .orElse(null);
    }

    /// Comparing and sorting ask more of a type than reading does.
    private void filters() {
        for (Column column : columns) {
            String value = rows.isEmpty() ? null : rows.getFirst().get(name(column));
            String quoted = Identifiers.quote(name(column));
            if (value != null) {
                calls.add(
                        ClientCall.read(
                                "filters %s by %s".formatted(name, quoted),
                                "SELECT %s FROM %s WHERE %s = %s"
                                        .formatted(all(), name, quoted, value),
                                expected));
            }
            calls.add(
                    ClientCall.read(
                            "sorts %s by %s".formatted(name, quoted),
                            "SELECT %s FROM %s ORDER BY %s LIMIT 10"
                                    .formatted(quoted, name, quoted),
                            List.of()));
        }
    }

    private void joins() {
        for (Constraint constraint : foreignKeys()) {
            String target = Identifiers.dotted(referenced(constraint).path());
            List<String> conditions = new ArrayList<>();
            for (int i = 0; i < constraint.columns().size(); i++) {
                conditions.add(
                        "t.%s = p.%s"
                                .formatted(
                                        Identifiers.quote(constraint.columns().get(i)),
                                        Identifiers.quote(constraint.referencedColumns().get(i))));
            }
            calls.add(
                    ClientCall.read(
                            "joins %s to %s".formatted(name, target),
                            "SELECT %s FROM %s t JOIN %s p ON %s LIMIT 10"
                                    .formatted(
                                            columns.stream()
                                                    .map(c -> "t." + Identifiers.quote(name(c)))
                                                    .collect(Collectors.joining(", ")),
                                            name,
                                            target,
                                            String.join(" AND ", conditions)),
                            expected));
        }
    }

    /// What happens to the rows when those go to which they refer.
    private void parents() {
        for (Constraint constraint : foreignKeys()) {
            String target = Identifiers.dotted(referenced(constraint).path());
            if (!target.equals(name)) {
                write("deletes " + target + " above", "DELETE FROM " + target);
                calls.add(
                        new ClientCall(
                                ClientCall.Verb.COUNT,
                                "counts %s without %s".formatted(name, target),
                                "SELECT count(*) FROM " + name,
                                List.of()));
            }
        }
    }

    private List<Constraint> foreignKeys() {
        return constraints.stream()
                .filter(constraint -> constraint.type() == ConstraintType.FOREIGN_KEY)
                .filter(constraint -> constraint.references() != null)
                .filter(c -> c.referencedColumns().size() == c.columns().size())
                .toList();
    }

    private static Address referenced(Constraint constraint) {
        return Objects.requireNonNull(constraint.references());
    }

    private void write(String what, String sql) {
        calls.add(ClientCall.write(what + " of " + name, sql, List.of()));
    }

    /// A row by its key, or by what else is unique where the server gives the key; else all rows.
    private String where(SequencedMap<String, String> row) {
        Map<String, String> named = named(row);
        List<String> known =
                named.keySet().containsAll(key)
                        ? key
                        : uniques.stream()
                                .filter(named.keySet()::containsAll)
                                .findFirst()
                                .orElse(List.of());
        return known.isEmpty()
                ? "true"
                : known.stream()
                        .map(column -> Identifiers.quote(column) + " = " + named.get(column))
                        .collect(Collectors.joining(" AND "));
    }

    private String assignments(Map<String, String> named) {
        return named.entrySet().stream()
                .map(e -> Identifiers.quote(e.getKey()) + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private boolean isRequired(String column) {
        return columns.stream()
                .filter(c -> name(c).equals(column))
                .anyMatch(c -> c.notNull() != null && !isFilled(c));
    }

    private static boolean isFilled(Column column) {
        return column.defaultExpression() != null
                || column.identity() != null
                || column.generation() != Generation.NONE;
    }

    private String all() {
        return Identifiers.list(columns.stream().map(TableScene::name).toList());
    }

    private static String name(Column column) {
        return column.address().name();
    }
}
