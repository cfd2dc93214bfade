package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Index;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.NameList;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Rows that violate a constraint or a unique index. For one thread.
final class KeyMisfits {
    private final PresentNames names;
    private final LeavingRows leaving;
    private final Snapshot end;
    private final String arrives;
    private final MisfitList out;

    /// @param leaving which rows will not be in the way any more
    /// @param end the schema that the way leads to
    /// @param arrives how something gets there, for people
    KeyMisfits(
            PresentNames names, LeavingRows leaving, Snapshot end, String arrives, MisfitList out) {
        this.names = names;
        this.leaving = leaving;
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
        String staying = leaving.staying(then, constraint.columns());
        switch (constraint.type()) {
            case PRIMARY_KEY, UNIQUE -> {
                List<String> columns = names.names(then, constraint.columns());
                if (columns != null) {
                    boolean nulls = constraint.definition().contains("NULLS NOT DISTINCT");
                    out.add(
                            constraint.address(),
                            "rows have the same key as another row",
                            Search.duplicates(table, columns, "", staying, order(then), nulls),
                            "",
                            table,
                            nulls ? null : instead(then, constraint.columns()));
                }
            }
            case FOREIGN_KEY -> orphans(constraint, then, table, staying);
            case CHECK -> {
                String condition = "NOT (%s)".formatted(expression(constraint.definition()));
                out.add(
                        constraint.address(),
                        "rows violate a check that " + arrives,
                        new Search.Where(table, condition, staying),
                        "",
                        table,
                        null);
            }
            case EXCLUSION -> {
                Search excluded = Duplicates.excluded(table, staying, constraint.definition());
                if (excluded != null) {
                    out.add(
                            constraint.address(),
                            "rows exclude each other",
                            excluded,
                            "",
                            table,
                            null);
                }
            }
        }
    }

    private void orphans(Constraint constraint, Address then, Address table, String staying) {
        List<String> columns = names.qualified(then, constraint.columns());
        Address referenced = constraint.references();
        if (columns == null || referenced == null) {
            return;
        }
        Address target = names.table(referenced);
        List<String> keys =
                target == null ? null : names.names(referenced, constraint.referencedColumns());
        List<String> arriving = leaving.found(referenced, constraint.referencedColumns(), columns);
        out.add(
                constraint.address(),
                target == null && arriving.isEmpty()
                        ? "rows refer to a table that %s empty".formatted(arrives)
                        : "rows refer to rows that are not there",
                Search.orphans(
                        table, staying, columns, target, keys == null ? List.of() : keys, arriving),
                "",
                table,
                constraint.definition().contains(" MATCH FULL")
                        ? null
                        : instead(then, constraint.columns()));
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
        String staying = leaving.staying(index.table(), keyColumns(index.table(), key));
        out.add(
                index.address(),
                "rows have the same key as another row",
                Search.duplicates(
                        table,
                        expressions,
                        key.condition(),
                        staying,
                        order(index.table()),
                        key.nullsEqual()),
                "",
                table,
                key.nullsEqual()
                        ? null
                        : instead(
                                index.table(),
                                key.expressions().stream().map(NameList::unquoted).toList()));
    }

    /// The first of these columns that may be NULL now and then: a row with a NULL has no such key.
    private Misfit.@Nullable Instead instead(Address then, List<String> columns) {
        for (String name : columns) {
            Entry old = end.find(PresentNames.column(then, name));
            Entry now = old == null ? null : names.origins().column(then, name);
            if (old != null
                    && now != null
                    && old.object() instanceof Column was
                    && now.object() instanceof Column is
                    && is.notNull() == null
                    && was.notNull() == null
                    && is.generation() == Generation.NONE) {
                return new Misfit.Instead(is.address().name(), "NULL");
            }
        }
        return null;
    }

    /// The columns of the primary key as they are called now; none when it is not there now.
    private List<String> order(Address then) {
        for (Entry entry : end.entries()) {
            if (entry.object() instanceof Constraint key
                    && key.type() == ConstraintType.PRIMARY_KEY
                    && key.address().table().equals(then)) {
                List<String> columns = names.names(then, key.columns());
                return columns == null ? List.of() : columns;
            }
        }
        return List.of();
    }

    /// Expressions may take any column of the table.
    private List<String> keyColumns(Address then, IndexedKey key) {
        List<String> columns = key.expressions().stream().map(NameList::unquoted).toList();
        boolean plain =
                key.condition().isEmpty()
                        && columns.stream()
                                .allMatch(
                                        name -> end.find(PresentNames.column(then, name)) != null);
        return plain ? columns : columnsOf(then);
    }

    private List<String> columnsOf(Address then) {
        return end.entries().stream()
                .map(Entry::address)
                .filter(address -> address.kind() == ObjectKind.COLUMN)
                .filter(address -> address.table().equals(then))
                .map(Address::name)
                .toList();
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
