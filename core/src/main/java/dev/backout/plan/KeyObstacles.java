package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows that violate a constraint or a unique index that comes back. For one thread.
final class KeyObstacles {
    private final LiveCounter counter;
    private final PresentNames names;
    private final Snapshot end;
    private final ObstacleList out;

    /// @param end the schema that the inverse leads to
    KeyObstacles(LiveCounter counter, PresentNames names, Snapshot end, ObstacleList out) {
        this.counter = counter;
        this.names = names;
        this.end = end;
        this.out = out;
    }

    void constraint(Constraint constraint) {
        Address then = constraint.address().table();
        Address table = names.table(then);
        if (table == null) {
            return;
        }
        switch (constraint.type()) {
            case PRIMARY_KEY, UNIQUE -> {
                List<String> columns = names.names(then, constraint.columns());
                if (columns != null) {
                    boolean nulls = constraint.definition().contains("NULLS NOT DISTINCT");
                    out.add(
                            constraint.address(),
                            "rows have the same key as another row",
                            counter.query(Duplicates.query(table, columns, "", nulls)),
                            "");
                }
            }
            case FOREIGN_KEY -> orphans(constraint, then, table);
            case CHECK -> {
                String condition = expression(constraint.definition());
                out.add(
                        constraint.address(),
                        "rows violate a check that comes back",
                        counter.where(table, "not (" + condition + ")"),
                        "");
            }
            case EXCLUSION -> {
                String query = Duplicates.excluded(table, constraint.definition());
                if (query != null) {
                    out.add(
                            constraint.address(),
                            "rows exclude each other",
                            counter.query(query),
                            "");
                }
            }
        }
    }

    private void orphans(Constraint constraint, Address then, Address table) {
        List<String> columns = names.qualified(then, constraint.columns());
        Address referenced = constraint.references();
        if (columns == null || referenced == null) {
            return;
        }
        String given =
                columns.stream()
                        .map(name -> name + " is not null")
                        .collect(Collectors.joining(" and "));
        Address target = names.table(referenced);
        List<String> keys =
                target == null
                        ? null
                        : names.names(
                                referenced, Duplicates.referencedColumns(constraint.definition()));
        String from = "select count(*) from %s t where ".formatted(PresentNames.sql(table)) + given;
        String query = from;
        if (target != null && keys != null && keys.size() == columns.size()) {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                pairs.add("r." + keys.get(i) + " = " + columns.get(i));
            }
            query +=
                    " and not exists (select 1 from %s r where %s)"
                            .formatted(PresentNames.sql(target), String.join(" and ", pairs));
        }
        out.add(
                constraint.address(),
                target == null
                        ? "rows refer to a table that comes back empty"
                        : "rows refer to rows that are not there",
                counter.query(query),
                "");
    }

    void uniqueIndex(Index index) {
        Address table = names.table(index.table());
        if (table == null || index.partitionOf() != null) {
            return;
        }
        IndexedKey key = IndexedKey.of(index.definition());
        if (key == null) {
            out.note("duplicates for %s cannot be counted".formatted(index.address().text()));
            return;
        }
        List<String> expressions = present(index.table(), key);
        if (expressions == null) {
            return;
        }
        out.add(
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
            boolean isColumn = end.find(PresentNames.column(then, name)) != null;
            String now = isColumn ? names.name(then, name) : expression;
            if (now == null) {
                return null;
            }
            present.add(now);
        }
        return present;
    }

    /// `a > 0` of `CHECK ((a > 0)) NO INHERIT`.
    private static String expression(String definition) {
        int from = definition.indexOf('(');
        int to = definition.lastIndexOf(')');
        return definition.substring(from + 1, to);
    }
}
