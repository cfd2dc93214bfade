package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// What a stage drops: for each object the operation that takes it away, its own or that of what it
/// goes with.
final class Drops {
    /// A partition of a partition of a table, and a column of it: chains are short.
    private static final int DEEPEST = 8;

    private final Map<CatalogId, Entry> dropped;
    private final Snapshot current;
    private final boolean explicitForeignKeys;
    private final Map<CatalogId, Operation.Drop> operations = new LinkedHashMap<>();

    /// @param explicitForeignKeys whether foreign keys are dropped by name although they go with
    ///   their table
    Drops(Stage stage, Snapshot current, Ddl ddl, boolean explicitForeignKeys) {
        this.dropped = stage.dropped();
        this.current = current;
        this.explicitForeignKeys = explicitForeignKeys;
        dropped.forEach((id, entry) -> {
            if (owner(id).equals(id)) {
                operations.put(id, new Operation.Drop(entry, drop(ddl, entry.object())));
            }
        });
        for (CatalogId id : dropped.keySet()) {
            Operation.Drop owner = operations.get(owner(id));
            if (owner != null) {
                operations.put(id, owner);
            }
        }
    }

    /// What takes the object away, or null when it stays.
    Operation.@Nullable Drop of(CatalogId id) {
        return operations.get(id);
    }

    /// Each dropped object with what takes it away.
    void forEach(BiConsumer<CatalogId, Operation.Drop> action) {
        operations.forEach(action);
    }

    /// Every operation, once for each object.
    Collection<Operation.Drop> operations() {
        return operations.values();
    }

    /// The dropped object whose statement takes this one along, or itself.
    private CatalogId owner(CatalogId id) {
        CatalogId owner = id;
        for (int depth = 0; depth < DEEPEST; depth++) {
            CatalogId next = nextOwner(owner);
            if (next == null) {
                return owner;
            }
            owner = next;
        }
        return owner;
    }

    private @Nullable CatalogId nextOwner(CatalogId id) {
        if (explicitForeignKeys && isForeignKey(dropped.get(id))) {
            return null;
        }
        return current.dependencies().goesWith(id).stream()
                .filter(dropped::containsKey)
                .min(
                        Comparator.comparing((CatalogId owner) -> !isTable(owner))
                                .thenComparing(CatalogId::sub)
                                .thenComparing(CatalogId::oid))
                .orElse(null);
    }

    /// A part goes with its own table rather than with what it was inherited from.
    private boolean isTable(CatalogId id) {
        Entry entry = current.find(id);
        return entry != null && entry.object() instanceof Table;
    }

    private static boolean isForeignKey(@Nullable Entry entry) {
        return entry != null
                && entry.object() instanceof Constraint constraint
                && constraint.type() == ConstraintType.FOREIGN_KEY;
    }

    private static <T extends DbObject> Statement drop(Ddl ddl, T object) {
        return ddl.of(object).drop(object);
    }
}
