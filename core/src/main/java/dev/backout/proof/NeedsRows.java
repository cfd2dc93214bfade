package dev.backout.proof;

import dev.backout.diff.Change;
import dev.backout.observe.MigrationScript;
import dev.backout.observe.Parts;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.DomainType;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumType;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Finds the tables whose rows can make a change fail. Most changes look at no row, and trying
/// those on rows would only cost time.
final class NeedsRows {
    private final List<Change> changes;
    private final Snapshot before;
    private final Snapshot after;
    private final boolean met;
    private final Set<CatalogId> tables = new HashSet<>();

    private NeedsRows(List<Change> changes, Snapshot before, Snapshot after, boolean met) {
        this.changes = changes;
        this.before = before;
        this.after = after;
        this.met = met;
    }

    /// Tables whose rows can make a migration fail, by what it changes.
    static Set<CatalogId> ofMigration(List<Change> changes, Snapshot before, Snapshot after) {
        return found(new NeedsRows(changes, before, after, false));
    }

    /// Tables that get a required column and no row of which is written: with rows it fails for
    /// certain, and nothing else would be found out.
    static Set<CatalogId> hopeless(
            List<Change> changes, Snapshot before, Snapshot after, boolean written) {
        NeedsRows found = new NeedsRows(changes, before, after, false);
        if (!written) {
            changes.stream()
                    .filter(change ->
                            change instanceof Change.Created(Entry(CatalogId _, Column column))
                                    && column.generation() == Generation.NONE
                                    && isRequired(column))
                    .forEach(column -> found.table(column.address().table()));
        }
        return found.tables;
    }

    /// Tables whose rows can make an inverse fail. Rows that are as they were meet whatever the old
    /// schema asks of them; only what the migration took from them can be missed.
    ///
    /// @param changes what the migration changed
    /// @param written whether the migration may write rows
    static Set<CatalogId> ofInverse(
            List<Change> changes, Snapshot before, Snapshot after, boolean written) {
        return found(new NeedsRows(Reversal.of(changes), after, before, !written));
    }

    private static Set<CatalogId> found(NeedsRows rows) {
        rows.changes.forEach(rows::add);
        return rows.tables;
    }

    /// Tables from before that a file names, when it does more than define things.
    static Set<CatalogId> named(MigrationScript script, Snapshot before) {
        if (!script.touchesRows()) {
            return Set.of();
        }
        Map<CatalogId, String> tables = new HashMap<>();
        for (Entry entry : before.entries()) {
            if (entry.object() instanceof Table table) {
                tables.put(entry.id(), table.address().name());
            }
        }
        tables.values().retainAll(script.mentioned(Set.copyOf(tables.values())));
        return tables.keySet();
    }

    private void add(Change change) {
        switch (change) {
            case Change.Created(var entry) -> created(entry.object());
            case Change.Altered(var then, var now) -> altered(then.object(), now.object());
            case Change.Dropped _ -> {}
        }
    }

    private void created(DbObject object) {
        boolean looks =
                switch (object) {
                    case Column column -> isRequired(column);
                    case Constraint constraint -> looksAtRows(constraint);
                    case Index index -> index.unique() && !(met && isOverOldColumns(index));
                    default -> false;
                };
        if (looks) {
            table(Parts.tableOf(object));
        }
        if (object instanceof DomainConstraint check && !met) {
            columnsOf(Identifiers.dotted(check.address().path().subList(0, 2)));
        }
        if (object instanceof MaterializedView view) {
            before.entries().stream()
                    .filter(NeedsRows::isTable)
                    .filter(entry -> view.definition().contains(entry.address().name()))
                    .forEach(entry -> tables.add(entry.id()));
        }
    }

    private void altered(DbObject then, DbObject now) {
        if (then instanceof Column was && now instanceof Column is) {
            if (!was.type().equals(is.type())
                    || (was.notNull() == null && is.notNull() != null && !met)
                    || was.generation() != is.generation()) {
                table(is.address().table());
            }
        } else if (then instanceof Constraint was && now instanceof Constraint is) {
            if (looksAtRows(is) && !(was.definition().equals(is.definition()) && was.validated())) {
                table(is.address().table());
            }
        } else if (then instanceof EnumType was && now instanceof EnumType is) {
            if (!is.labels().containsAll(was.labels()) && !met) {
                columnsOf(Identifiers.dotted(was.address().path()));
            }
        } else if (then instanceof DomainType was && now instanceof DomainType is) {
            if (is.notNull() && !was.notNull() && !met) {
                columnsOf(Identifiers.dotted(was.address().path()));
            }
        }
    }

    private boolean looksAtRows(Constraint constraint) {
        List<Column> fresh =
                constraint.columns().stream()
                        .map(name -> newColumn(constraint.address().table(), name))
                        .filter(Objects::nonNull)
                        .toList();
        // NULL refers to nothing and equals nothing.
        return constraint.validated()
                && constraint.enforced()
                && !(met && fresh.isEmpty())
                && (constraint.type() == ConstraintType.CHECK
                        || fresh.stream().noneMatch(NeedsRows::isEmpty));
    }

    private boolean isOverOldColumns(Index index) {
        return changes.stream()
                .filter(change -> change instanceof Change.Created)
                .map(Change::address)
                .filter(address -> address.kind() == ObjectKind.COLUMN)
                .filter(address -> address.table().equals(index.table()))
                .noneMatch(address -> index.definition().contains(address.name()));
    }

    private @Nullable Column newColumn(Address table, String name) {
        Address address = Address.of(ObjectKind.COLUMN, table.first(), table.name(), name);
        boolean isNew =
                changes.stream()
                        .anyMatch(change ->
                                change instanceof Change.Created
                                        && change.address().equals(address));
        return isNew && after.find(address) instanceof Entry(CatalogId _, Column column)
                ? column
                : null;
    }

    private static boolean isEmpty(Column column) {
        return column.notNull() == null && column.defaultExpression() == null;
    }

    private static boolean isRequired(Column column) {
        return column.generation() != Generation.NONE
                || (column.notNull() != null
                        && column.defaultExpression() == null
                        && column.identity() == null
                        && !column.inherited());
    }

    private void columnsOf(String type) {
        for (Entry entry : before.entries()) {
            if (entry.object() instanceof Column column
                    && (column.type().equals(type) || column.type().equals(type + "[]"))) {
                tables.add(entry.id().whole());
            }
        }
    }

    /// Adds a table unless it is new.
    private void table(Address now) {
        Entry entry = after.find(now);
        Entry then = entry == null ? null : before.find(entry.id());
        if (then != null && isTable(then)) {
            tables.add(then.id());
        }
    }

    private static boolean isTable(Entry entry) {
        return entry.object() instanceof Table;
    }
}
