package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;
import dev.backout.schema.Sequence;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// What a stage creates: for each object the operation that makes it, its own or that of what it is
/// written into.
final class Creates {
    private final Map<Address, Entry> created;
    private final Ddl ddl;
    private final Map<Address, Operation.Create> operations = new LinkedHashMap<>();

    Creates(Stage stage, Ddl ddl) {
        this.created = new LinkedHashMap<>(stage.created());
        this.ddl = ddl;
        forgetWhatComesAlong();
        collect();
    }

    /// What makes the object, or null when nothing does.
    Operation.@Nullable Create of(Address address) {
        return operations.get(address);
    }

    /// Each created object with what makes it.
    void forEach(BiConsumer<Address, Operation.Create> action) {
        operations.forEach(action);
    }

    /// Every operation, once for each object.
    Collection<Operation.Create> operations() {
        return operations.values();
    }

    /// Where the created objects are found.
    Set<Address> addresses() {
        return operations.keySet();
    }

    /// What is said of them when everything stands; not of a serial column's sequence.
    Stream<Operation> finishes() {
        return created.values().stream()
                .filter(entry ->
                        !(entry.object() instanceof Sequence serial) || serialOwner(serial) == null)
                .map(entry -> new Operation.Finish(entry, finish(entry.object())))
                .filter(finish -> !finish.statements().isEmpty())
                .map(Operation.class::cast);
    }

    /// The server gives a new partition the indexes that its partitioned table has already.
    private void forgetWhatComesAlong() {
        boolean more = true;
        while (more) { // a partition's index may come with that of a partition that is one itself
            more = created.values().removeIf(entry -> comesWithTable(entry.object()));
        }
    }

    private boolean comesWithTable(DbObject object) {
        return object instanceof Index index
                && index.partitionOf() != null
                && created.containsKey(index.table())
                && !created.containsKey(index.partitionOf());
    }

    private void collect() {
        Map<Address, List<Entry>> parts = new HashMap<>();
        Map<Address, Address> owners = new HashMap<>();
        for (Entry entry : created.values()) {
            Address owner = owner(entry.object());
            if (owner != null) {
                parts.computeIfAbsent(owner, k -> new ArrayList<>()).add(entry);
                owners.put(entry.address(), owner);
            }
        }
        for (Entry entry : created.values()) {
            if (!owners.containsKey(entry.address())) {
                List<Entry> own = parts.getOrDefault(entry.address(), List.of());
                operations.put(entry.address(), create(entry, inOrder(own), entry.object()));
            }
        }
        owners.forEach((part, owner) -> {
            Operation.Create create = operations.get(owner);
            if (create != null) {
                operations.put(part, create);
            }
        });
    }

    private static List<Entry> inOrder(List<Entry> parts) {
        return parts.stream()
                .sorted(
                        Comparator.comparing((Entry part) -> part.object().kind())
                                .thenComparingInt(part -> part.id().sub())
                                .thenComparing(Entry::address))
                .toList();
    }

    /// The created table that an object is written into: its columns, its validated constraints but
    /// for foreign keys, its serial columns' sequences.
    private @Nullable Address owner(DbObject object) {
        Address owner =
                switch (object) {
                    case Column column -> column.address().table();
                    case Constraint constraint ->
                            isAddedLater(constraint) ? null : constraint.address().table();
                    case Sequence sequence -> serialOwner(sequence);
                    default -> null;
                };
        return owner != null && created.containsKey(owner) ? owner : null;
    }

    /// A primary key in the definition of a table that inherits would give the inherited NOT NULL
    /// another name (from PostgreSQL 18).
    private boolean isAddedLater(Constraint constraint) {
        return switch (constraint.type()) {
            case FOREIGN_KEY -> true;
            case PRIMARY_KEY ->
                    created.get(constraint.address().table()) instanceof Entry owner
                            && owner.object() instanceof Table table
                            && (table.partitionOf() != null || !table.inherits().isEmpty());
            default -> !constraint.validated();
        };
    }

    /// The table that is created, or the column that is added to one.
    private @Nullable Address serialOwner(Sequence sequence) {
        Address column = sequence.ownedBy();
        Entry owner = column == null ? null : created.get(column);
        if (column == null
                || owner == null
                || !(owner.object() instanceof Column serial)
                || !ddl.isSerial(serial, sequence)) {
            return null;
        }
        return created.containsKey(column.table()) ? column.table() : column;
    }

    private <T extends DbObject> Operation.Create create(Entry entry, List<Entry> parts, T object) {
        List<DbObject> objects = parts.stream().map(Entry::object).toList();
        return new Operation.Create(entry, parts, ddl.of(object).create(object, objects));
    }

    private <T extends DbObject> List<Statement> finish(T object) {
        return ddl.of(object).finish(object);
    }
}
