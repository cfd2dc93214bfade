package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the rows of the live database that the old schema cannot hold, by what is different where
/// the inverse leads.
final class Obstacles {
    private final LiveCounter counter;
    private final Map<Address, String> filled;
    private final Origins origins;
    private final Snapshot start;
    private final Snapshot end;
    private final int major;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param filled columns for which there is an expression
    /// @param major the server's major version
    Obstacles(LiveCounter counter, Map<Address, String> filled, Rehearsal rehearsal, int major) {
        this.counter = counter;
        this.filled = filled;
        this.origins = new Origins(rehearsal);
        this.start = rehearsal.start();
        this.end = rehearsal.end();
        this.major = major;
    }

    /// Looks at everything that comes back or changes. Call it once.
    List<Obstacle> find() {
        for (Entry entry : end.entries()) {
            switch (entry.object()) {
                case Column column -> column(column);
                case Constraint constraint -> {
                    if (comesBack(entry, constraint)) {
                        constraint(constraint);
                    }
                }
                case Index index -> {
                    if (index.unique() && start.find(entry.id()) == null) {
                        uniqueIndex(index);
                    }
                }
                case EnumType type -> labels(type);
                default -> {}
            }
        }
        return List.copyOf(obstacles);
    }

    /// What could not be counted.
    List<String> notes() {
        return List.copyOf(notes);
    }

    private boolean comesBack(Entry entry, Constraint constraint) {
        if (!constraint.validated() || !constraint.enforced() || constraint.inherited()) {
            return false;
        }
        Entry now = start.find(entry.id());
        return now == null
                || !(now.object() instanceof Constraint was)
                || !was.validated()
                || !was.enforced();
    }

    private void column(Column column) {
        Address table = origins.table(column.address().table());
        if (table == null || column.inherited()) {
            return;
        }
        Entry now = origins.column(column.address().table(), column.address().name());
        boolean required = column.notNull() != null && column.notNull().validated();
        if (now == null) {
            if (required && !hasValue(column) && !filled.containsKey(column.address())) {
                add(
                        column.address(),
                        "rows would have no value in a column that is NOT NULL",
                        counter.rows(table),
                        fill(column.address()));
            }
        } else if (now.object() instanceof Column was) {
            String name = Identifiers.quote(was.address().name());
            if (required && was.notNull() == null && !filled.containsKey(column.address())) {
                add(
                        column.address(),
                        "rows have NULL where NOT NULL comes back",
                        counter.where(table, name + " is null"),
                        fill(column.address()));
            }
            if (!was.type().equals(column.type())) {
                narrowed(table, was, column);
            }
        }
    }

    private void narrowed(Address table, Column was, Column column) {
        String misfit = Narrowing.misfit(was, column.type(), end, major);
        if (misfit == null) {
            return;
        }
        if (misfit.isEmpty()) {
            notes.add(
                    "whether all values of %s fit into %s cannot be asked of this server"
                            .formatted(column.address().text(), column.type()));
            return;
        }
        add(
                column.address(),
                "values do not fit into " + column.type(),
                counter.where(table, misfit),
                "");
    }

    private void constraint(Constraint constraint) {
        Address then = constraint.address().table();
        Address table = origins.table(then);
        if (table == null) {
            return;
        }
        switch (constraint.type()) {
            case PRIMARY_KEY, UNIQUE -> {
                List<String> columns = names(then, constraint.columns());
                if (columns != null) {
                    boolean nulls = constraint.definition().contains("NULLS NOT DISTINCT");
                    add(
                            constraint.address(),
                            "rows have the same key as another row",
                            counter.query(Duplicates.query(table, columns, "", nulls)),
                            "");
                }
            }
            case FOREIGN_KEY -> orphans(constraint, then, table);
            case CHECK -> {
                String condition = expression(constraint.definition());
                add(
                        constraint.address(),
                        "rows violate a check that comes back",
                        counter.where(table, "not (" + condition + ")"),
                        "");
            }
            case EXCLUSION -> {
                String query = Duplicates.excluded(table, constraint.definition());
                if (query != null) {
                    add(constraint.address(), "rows exclude each other", counter.query(query), "");
                }
            }
        }
    }

    private void orphans(Constraint constraint, Address then, Address table) {
        List<String> columns = qualified(then, constraint.columns());
        Address referenced = constraint.references();
        if (columns == null || referenced == null) {
            return;
        }
        String given =
                columns.stream()
                        .map(name -> name + " is not null")
                        .collect(Collectors.joining(" and "));
        Address target = origins.table(referenced);
        List<String> keys =
                target == null
                        ? null
                        : names(referenced, Duplicates.referencedColumns(constraint.definition()));
        String from = "select count(*) from %s t where ".formatted(name(table)) + given;
        String query = from;
        if (target != null && keys != null && keys.size() == columns.size()) {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                pairs.add("r." + keys.get(i) + " = " + columns.get(i));
            }
            query +=
                    " and not exists (select 1 from %s r where %s)"
                            .formatted(name(target), String.join(" and ", pairs));
        }
        add(
                constraint.address(),
                target == null
                        ? "rows refer to a table that comes back empty"
                        : "rows refer to rows that are not there",
                counter.query(query),
                "");
    }

    private void uniqueIndex(Index index) {
        Address table = origins.table(index.table());
        if (table == null || index.partitionOf() != null) {
            return;
        }
        IndexedKey key = IndexedKey.of(index.definition());
        if (key == null) {
            notes.add("duplicates for %s cannot be counted".formatted(index.address().text()));
            return;
        }
        List<String> expressions = present(index.table(), key);
        if (expressions == null) {
            return;
        }
        add(
                index.address(),
                "rows have the same key as another row",
                counter.query(
                        Duplicates.query(table, expressions, key.condition(), key.nullsEqual())),
                "");
    }

    /// The key in the names of now; null when a column of it comes back without values, for then
    /// there are no duplicates.
    private @Nullable List<String> present(Address then, IndexedKey key) {
        List<String> present = new ArrayList<>();
        for (String expression : key.expressions()) {
            String name = IndexedKey.unquoted(expression);
            boolean isColumn = end.find(column(then, name)) != null;
            String now = isColumn ? name(then, name) : expression;
            if (now == null) {
                return null;
            }
            present.add(now);
        }
        return present;
    }

    private void labels(EnumType type) {
        Entry now = start.find(type.address());
        if (now == null || !(now.object() instanceof EnumType was)) {
            return;
        }
        Set<EnumLabel> left = Set.copyOf(type.labels());
        List<String> gone =
                was.labels().stream()
                        .filter(label -> !left.contains(label))
                        .filter(label -> !Narrowing.renamed(label, type))
                        .map(EnumLabel::text)
                        .toList();
        if (gone.isEmpty()) {
            return;
        }
        String name = Identifiers.dotted(type.address().path());
        for (Entry entry : start.entries()) {
            if (entry.object() instanceof Column column
                    && !column.inherited()
                    && Narrowing.isOf(column.type(), name)
                    && start.find(column.address().table()) != null
                    && stays(entry)) {
                add(
                        column.address(),
                        "values are labels that go: " + String.join(", ", gone),
                        counter.where(column.address().table(), Narrowing.usesLabels(column, gone)),
                        "");
            }
        }
    }

    private boolean stays(Entry column) {
        Entry then = end.find(column.id());
        return then != null && then.object() instanceof Column;
    }

    /// The present names of columns, quoted, or null when one of them comes back with the inverse.
    private @Nullable List<String> names(Address then, List<String> columns) {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = name(then, column);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return names;
    }

    /// The same for the alias `t`; columns that are going to be filled are left to the run.
    private @Nullable List<String> qualified(Address then, List<String> columns) {
        boolean all = columns.stream().allMatch(name -> origins.column(then, name) != null);
        List<String> names = all ? names(then, columns) : null;
        return names == null ? null : names.stream().map(name -> "t." + name).toList();
    }

    /// A column's present name, or the expression that it is going to be filled from.
    private @Nullable String name(Address then, String column) {
        Entry now = origins.column(then, column);
        if (now != null) {
            return Identifiers.quote(now.address().name());
        }
        String fill = filled.get(column(then, column));
        return fill == null ? null : "(" + fill + ")";
    }

    private static Address column(Address table, String name) {
        return Address.of(ObjectKind.COLUMN, table.first(), table.name(), name);
    }

    private static boolean hasValue(Column column) {
        return column.defaultExpression() != null
                || column.identity() != null
                || column.generation() != Generation.NONE;
    }

    private static String fill(Address column) {
        return "--fill %s=EXPRESSION".formatted(column.text());
    }

    private static String name(Address table) {
        return Identifiers.dotted(table.path());
    }

    /// `a > 0` of `CHECK ((a > 0)) NO INHERIT`.
    private static String expression(String definition) {
        int from = definition.indexOf('(');
        int to = definition.lastIndexOf(')');
        return definition.substring(from + 1, to);
    }

    private void add(Address object, String what, Count count, String remedy) {
        if (count.value() < 0) {
            notes.add("could not be counted in time: %s, %s".formatted(object.title(), what));
        } else if (count.value() > 0) {
            obstacles.add(new Obstacle(object, what, count.value(), count.exact(), remedy));
        }
    }
}
