package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.Index;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.NameList;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Rows that violate a constraint or a unique index. For one thread.
final class KeyMisfits {
    private final PresentNames names;
    private final Snapshot end;
    private final String arrives;
    private final MisfitList out;

    /// @param end the schema that the way leads to
    /// @param arrives how something gets there, for people
    KeyMisfits(PresentNames names, Snapshot end, String arrives, MisfitList out) {
        this.names = names;
        this.end = end;
        this.arrives = arrives;
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
                            Search.duplicates(table, columns, "", nulls),
                            "");
                }
            }
            case FOREIGN_KEY -> orphans(constraint, then, table);
            case CHECK -> {
                String condition = expression(constraint.definition());
                out.add(
                        constraint.address(),
                        "rows violate a check that " + arrives,
                        new Search.Where(table, "NOT (" + condition + ")"),
                        "");
            }
            case EXCLUSION -> {
                Search excluded = Duplicates.excluded(table, constraint.definition());
                if (excluded != null) {
                    out.add(constraint.address(), "rows exclude each other", excluded, "");
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
        Address target = names.table(referenced);
        List<String> keys =
                target == null ? null : names.names(referenced, constraint.referencedColumns());
        out.add(
                constraint.address(),
                target == null
                        ? "rows refer to a table that %s empty".formatted(arrives)
                        : "rows refer to rows that are not there",
                Search.orphans(table, columns, target, keys == null ? List.of() : keys),
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
                Search.duplicates(table, expressions, key.condition(), key.nullsEqual()),
                "");
    }

    /// The key in the names of now; null when a column of it comes back without values, for then
    /// there are no duplicates.
    private @Nullable List<String> present(Address then, IndexedKey key) {
        List<String> present = new ArrayList<>();
        for (String expression : key.expressions()) {
            String name = NameList.unquoted(expression);
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
