package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Dependency;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Who uses a type that is to be rebuilt, and what has to be done about it. Filled by [#find].
final class TypeUses {
    private final Entry type;
    private final Snapshot current;
    private final Snapshot target;

    /// Columns that have the type or its array, by address; also those that only follow a parent.
    final Map<Address, Column> columns = new TreeMap<>();

    /// Columns of other types whose defaults name this one.
    final Map<Address, Column> defaults = new TreeMap<>();

    /// Columns that have a type which is built on this one.
    final Map<Address, Column> nestedColumns = new TreeMap<>();

    /// Types that are built on this one, those that others need first.
    final Deque<Entry> nested = new ArrayDeque<>();

    /// The constraints of nested domains.
    final List<Entry> constraints = new ArrayList<>();

    final Set<CatalogId> displaced = new LinkedHashSet<>();

    private final Set<CatalogId> visited = new HashSet<>();

    private @Nullable String obstacle;

    private TypeUses(Entry type, Snapshot current, Snapshot target) {
        this.type = type;
        this.current = current;
        this.target = target;
    }

    static TypeUses find(Entry type, Snapshot current, Snapshot target) {
        TypeUses uses = new TypeUses(type, current, target);
        uses.directly().forEach(uses::classify);
        // A constraint that names the type itself is a direct user as well.
        uses.constraints.forEach(constraint -> uses.displaced.remove(constraint.id()));
        return uses;
    }

    /// Why the type cannot be rebuilt, as half a sentence, or null.
    @Nullable String obstacle() {
        return obstacle;
    }

    private List<Entry> directly() {
        return usersOf(type.id());
    }

    private List<Entry> usersOf(CatalogId id) {
        return current.dependencies().neededBy(id).stream()
                .map(current::find)
                .filter(java.util.Objects::nonNull)
                // Identities differ from one database to the next, and the text should not.
                .sorted(Comparator.comparing(Entry::address))
                .toList();
    }

    private void classify(Entry user) {
        classify(user, type, columns);
    }

    /// @param used the type, or one that is built on it
    /// @param holders where to note a column that has it
    private void classify(Entry user, Entry used, Map<Address, Column> holders) {
        switch (user.object()) {
            case Column column -> classify(user, column, used, holders);
            case DbObject object when isType(object.kind()) -> nested(user);
            case DbObject object when object.kind() == ObjectKind.TABLE ->
                    stop(object.address().title() + " is made of " + used.address().title());
            default -> displaced.add(user.id());
        }
    }

    private void classify(Entry entry, Column column, Entry used, Map<Address, Column> holders) {
        if (isLeaving(column)) {
            return;
        }
        if (column.generation() != Generation.NONE) {
            displaced.add(entry.id());
        } else if (has(column, used)) {
            holders.put(column.address(), column);
            if (isPartitionKey(entry.id())) {
                stop(column.address().table().title() + " is partitioned by a column of that type");
            }
            usersOf(entry.id()).forEach(this::besidesColumn);
        } else {
            defaults.put(column.address(), column);
        }
    }

    /// A column that is to go, alone or with its table, goes first: its values need not fit.
    private boolean isLeaving(Column column) {
        if (target.find(column.address()) != null) {
            return false;
        }
        Address table = column.address().table();
        Entry leaving = current.find(target.find(table) == null ? table : column.address());
        if (leaving != null) {
            displaced.add(leaving.id());
        }
        return true;
    }

    /// What else is there on a column of the type. Indexes, other constraints and statistics are
    /// rebuilt by the server, unless they name the type, and then they use it directly.
    private void besidesColumn(Entry user) {
        switch (user.object().kind()) {
            case VIEW, MATERIALIZED_VIEW, RULE, POLICY, TRIGGER, ROUTINE, PUBLICATION ->
                    displaced.add(user.id());
            case COLUMN -> {
                if (((Column) user.object()).generation() != Generation.NONE) {
                    displaced.add(user.id());
                }
            }
            case CONSTRAINT -> {
                if (isRangeType() || isOwnForeignKey(user.object())) {
                    displaced.add(user.id());
                }
            }
            case INDEX -> {
                if (isRangeType()) {
                    displaced.add(user.id());
                }
            }
            default -> {}
        }
    }

    private static boolean isOwnForeignKey(DbObject object) {
        return object instanceof Constraint constraint
                && constraint.type() == ConstraintType.FOREIGN_KEY
                && !constraint.inherited();
    }

    /// A range's values pass through text, which has no index methods of a range.
    private boolean isRangeType() {
        return type.object().kind() == ObjectKind.RANGE_TYPE;
    }

    /// A type that is built on this one, such as a domain over an enum, is dropped and created
    /// again; columns that have it spend the time as text.
    private void nested(Entry inner) {
        if (visited.add(inner.id())) {
            usersOf(inner.id()).stream()
                    .filter(user -> !isConstraintOf(inner, user))
                    .forEach(user -> classify(user, inner, nestedColumns));
            usersOf(inner.id()).stream()
                    .filter(user -> isConstraintOf(inner, user))
                    .forEach(this::constraint);
            nested.addFirst(inner);
        }
    }

    /// One that stays as it is comes back with its domain, before any column has it again: the
    /// server adds none to a domain whose array a column has.
    private void constraint(Entry constraint) {
        Entry wanted = target.find(constraint.address());
        if (wanted != null && wanted.object().equals(constraint.object())) {
            constraints.add(constraint);
        } else {
            displaced.add(constraint.id());
        }
    }

    private static boolean isConstraintOf(Entry domain, Entry user) {
        return user.object().kind() == ObjectKind.DOMAIN_CONSTRAINT
                && user.address().path().subList(0, 2).equals(domain.address().path());
    }

    private void stop(String reason) {
        if (obstacle == null) {
            obstacle = reason;
        }
    }

    private static boolean isType(ObjectKind kind) {
        return switch (kind) {
            case ENUM_TYPE, DOMAIN_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> true;
            default -> false;
        };
    }

    private static boolean has(Column column, Entry type) {
        String name = Designation.name(type.address());
        return column.type().equals(name) || column.type().equals(name + "[]");
    }

    /// The columns of a partition key depend on their table internally, so that none of them can be
    /// dropped.
    private boolean isPartitionKey(CatalogId column) {
        Unit unit = current.units().get(column.whole());
        return unit != null
                && unit.dependencies().contains(new Dependency(column, column.whole(), 'i'))
                && column.catalog() == Catalogs.CLASS;
    }
}
