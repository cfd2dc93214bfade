package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Naming;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Turns a [Stage] into statements, ordered by the server's dependencies: what needs an object goes
/// before the object is dropped or altered, and comes after it is created or altered.
final class StageOrder {
    private final Stage stage;
    private final Snapshot current;
    private final Snapshot target;
    private final Ddl ddl;
    private final boolean explicitForeignKeys;
    private final Map<CatalogId, Operation.Drop> drops = new LinkedHashMap<>();
    private final Map<Address, Operation.Create> creates = new LinkedHashMap<>();

    private StageOrder(
            Stage stage, Snapshot current, Snapshot target, Ddl ddl, boolean explicitForeignKeys) {
        this.stage = stage;
        this.current = current;
        this.target = target;
        this.ddl = ddl;
        this.explicitForeignKeys = explicitForeignKeys;
    }

    /// Foreign keys that go with their table are dropped by name only when tables that refer to
    /// each other could not be ordered otherwise.
    static StagePlan order(Stage stage, Snapshot current, Snapshot target, Ddl ddl) {
        StagePlan plan = new StageOrder(stage, current, target, ddl, false).toPlan();
        return plan instanceof StagePlan.Blocked
                ? new StageOrder(stage, current, target, ddl, true).toPlan()
                : plan;
    }

    private StagePlan toPlan() {
        collectDrops();
        collectCreates();
        List<Operation> operations = new ArrayList<>();
        drops.values().stream().distinct().forEach(operations::add);
        creates.values().stream().distinct().forEach(operations::add);
        operations.addAll(stage.alters());
        OperationOrder order = new OperationOrder(operations);
        leavingEdges(order);
        arrivingEdges(order);
        collisions(order);
        identities(order);
        rebuilds(order);
        stage.sequences().forEach(pair -> order.before(pair[0], pair[1]));
        List<Operation> sorted = order.sorted();
        if (sorted.size() < operations.size()) {
            return new StagePlan.Blocked(
                    List.of("no order satisfies the dependencies of " + order.stuck(sorted)));
        }
        return new StagePlan.Ready(
                Stream.concat(sorted.stream(), finishing())
                        .flatMap(operation -> operation.toStatements().stream())
                        .toList());
    }

    // ---- what is dropped, and with what ----

    private void collectDrops() {
        stage.dropped()
                .forEach((id, entry) -> {
                    if (dropOwner(id).equals(id)) {
                        drops.put(id, new Operation.Drop(entry, drop(entry.object())));
                    }
                });
        for (CatalogId id : stage.dropped().keySet()) {
            Operation.Drop owner = drops.get(dropOwner(id));
            if (owner != null) {
                drops.put(id, owner);
            }
        }
    }

    /// The dropped object whose statement takes this one along, or itself.
    private CatalogId dropOwner(CatalogId id) {
        CatalogId owner = id;
        for (int depth = 0; depth < 8; depth++) {
            CatalogId next = nextOwner(owner);
            if (next == null) {
                return owner;
            }
            owner = next;
        }
        return owner;
    }

    private @Nullable CatalogId nextOwner(CatalogId id) {
        if (explicitForeignKeys && isForeignKey(stage.dropped().get(id))) {
            return null;
        }
        return current.dependencies().goesWith(id).stream()
                .filter(stage.dropped()::containsKey)
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

    private <T extends DbObject> Statement drop(T object) {
        return ddl.of(object).drop(object);
    }

    // ---- what is created, and with what ----

    private void collectCreates() {
        Map<Address, List<Entry>> parts = new HashMap<>();
        Map<Address, Address> owners = new HashMap<>();
        boolean more = true;
        while (more) { // a partition's index may come with that of a partition that is one itself
            more = stage.created().values().removeIf(entry -> comesWithTable(entry.object()));
        }
        for (Entry entry : stage.created().values()) {
            Address owner = createOwner(entry.object());
            if (owner != null) {
                parts.computeIfAbsent(owner, k -> new ArrayList<>()).add(entry);
                owners.put(entry.address(), owner);
            }
        }
        for (Entry entry : stage.created().values()) {
            if (!owners.containsKey(entry.address())) {
                List<Entry> own = parts.getOrDefault(entry.address(), List.of());
                creates.put(entry.address(), create(entry, inOrder(own), entry.object()));
            }
        }
        owners.forEach((part, owner) -> {
            Operation.Create create = creates.get(owner);
            if (create != null) {
                creates.put(part, create);
            }
        });
    }

    /// The server gives a new partition the indexes that its partitioned table has already.
    private boolean comesWithTable(DbObject object) {
        return object instanceof Index index
                && index.partitionOf() != null
                && stage.created().containsKey(index.table())
                && !stage.created().containsKey(index.partitionOf());
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
    private @Nullable Address createOwner(DbObject object) {
        Address owner =
                switch (object) {
                    case Column column -> column.address().table();
                    case Constraint constraint ->
                            constraint.type() == ConstraintType.FOREIGN_KEY
                                            || !constraint.validated()
                                    ? null
                                    : constraint.address().table();
                    case Sequence sequence -> serialOwner(sequence);
                    default -> null;
                };
        return owner != null && stage.created().containsKey(owner) ? owner : null;
    }

    /// The table that is created, or the column that is added to one.
    private @Nullable Address serialOwner(Sequence sequence) {
        Address column = sequence.ownedBy();
        Entry owner = column == null ? null : stage.created().get(column);
        if (column == null
                || owner == null
                || !(owner.object() instanceof Column serial)
                || !ddl.isSerial(serial, sequence)) {
            return null;
        }
        return stage.created().containsKey(column.table()) ? column.table() : column;
    }

    private <T extends DbObject> Operation.Create create(Entry entry, List<Entry> parts, T object) {
        List<DbObject> objects = parts.stream().map(Entry::object).toList();
        return new Operation.Create(entry, parts, ddl.of(object).create(object, objects));
    }

    private Stream<Operation> finishing() {
        Stream<Operation> created =
                stage.created().values().stream()
                        .filter(entry -> !isSerialSequence(entry.object()))
                        .map(this::finish)
                        .filter(finish -> !finish.statements().isEmpty())
                        .map(Operation.class::cast);
        return Stream.concat(created, stage.finishes().stream())
                .sorted(Comparator.comparing(Operation::address));
    }

    private boolean isSerialSequence(DbObject object) {
        return object instanceof Sequence sequence && serialOwner(sequence) != null;
    }

    private Operation.Finish finish(Entry entry) {
        return new Operation.Finish(entry, finish(entry.object()));
    }

    private <T extends DbObject> List<Statement> finish(T object) {
        return ddl.of(object).finish(object);
    }

    // ---- who waits for whom ----

    private void leavingEdges(OperationOrder order) {
        drops.forEach((id, drop) -> {
            for (CatalogId need : needs(current, id)) {
                beforeDropOf(need, drop, order);
                stage.leaving(need).forEach(alter -> order.before(drop, alter));
            }
        });
        for (Operation.Alter alter : stage.alters()) {
            if (stage.leaving(alter.from().id()).contains(alter)) {
                needs(current, alter.from().id()).forEach(need -> beforeDropOf(need, alter, order));
            }
        }
    }

    private void beforeDropOf(CatalogId id, Operation operation, OperationOrder order) {
        Operation.Drop drop = drops.get(id);
        if (drop != null) {
            order.before(operation, drop);
        }
    }

    private void arrivingEdges(OperationOrder order) {
        creates.forEach((address, create) -> {
            for (Address need : needed(address)) {
                afterCreateOf(need, create, order);
                stage.arriving(need).forEach(alter -> order.before(alter, create));
            }
        });
        for (Operation.Alter alter : stage.alters()) {
            if (stage.arriving(alter.to().address()).contains(alter)) {
                needed(alter.to().address()).forEach(need -> afterCreateOf(need, alter, order));
            }
        }
    }

    private void afterCreateOf(Address address, Operation operation, OperationOrder order) {
        Operation.Create create = creates.get(address);
        if (create != null) {
            order.before(create, operation);
        }
    }

    private List<Address> needed(Address address) {
        Entry entry = target.find(address);
        if (entry == null) {
            return List.of();
        }
        return needs(target, entry.id()).stream()
                .map(target::find)
                .flatMap(Stream::ofNullable)
                .map(Entry::address)
                .toList();
    }

    /// A sequence's column does not have to be there first: OWNED BY is said at the end, and a
    /// dropped sequence must be free of its column's default, not the other way round.
    private static List<CatalogId> needs(Snapshot snapshot, CatalogId id) {
        Entry entry = snapshot.find(id);
        boolean sequence = entry != null && entry.object().kind() == ObjectKind.SEQUENCE;
        return snapshot.dependencies().needs(id).stream()
                .filter(need -> !(sequence && isTableOrColumn(snapshot.find(need))))
                .toList();
    }

    private static boolean isTableOrColumn(@Nullable Entry entry) {
        return entry != null
                && (entry.object() instanceof Column || entry.object() instanceof Table);
    }

    /// What gives up a name comes before what takes it.
    private void collisions(OperationOrder order) {
        Map<List<String>, List<Address>> wanted = new HashMap<>();
        for (Address address : creates.keySet()) {
            wanted.computeIfAbsent(address.path(), k -> new ArrayList<>()).add(address);
        }
        stage.dropped()
                .forEach((id, entry) ->
                        wanted.getOrDefault(entry.address().path(), List.of()).stream()
                                .filter(a -> Naming.collide(entry.address(), a))
                                .forEach(a -> beforeCreate(id, a, order)));
    }

    /// An identity's sequence has a name like any other sequence, and no address of its own.
    private void identities(OperationOrder order) {
        for (Operation.Alter alter : stage.alters()) {
            Address left = sequence(alter.from());
            if (left != null && stage.leaving(alter.from().id()).contains(alter)) {
                beforeCreateOf(left, alter, order);
            }
            Address taken = sequence(alter.to());
            if (taken != null && stage.arriving(alter.to().address()).contains(alter)) {
                drops.values().stream()
                        .filter(drop -> Naming.collide(drop.address(), taken))
                        .forEach(drop -> order.before(drop, alter));
            }
        }
    }

    private void beforeCreateOf(Address left, Operation.Alter alter, OperationOrder order) {
        creates.forEach((address, create) -> {
            if (Naming.collide(address, left)) {
                order.before(alter, create);
            }
        });
    }

    private static @Nullable Address sequence(Entry entry) {
        return entry.object() instanceof Column column && column.identity() != null
                ? column.identity().sequence()
                : null;
    }

    private void beforeCreate(CatalogId id, Address address, OperationOrder order) {
        Operation.Drop drop = drops.get(id);
        Operation.Create create = creates.get(address);
        if (drop != null && create != null) {
            order.before(drop, create);
        }
    }

    private void rebuilds(OperationOrder order) {
        for (Stage.Rebuilt rebuilt : stage.rebuilds()) {
            order.before(rebuilt.release(), rebuilt.move());
            order.before(rebuilt.move(), rebuilt.settle());
            rebuilt.displaced().forEach(id -> displaced(rebuilt, id, order));
            for (CatalogId id : current.dependencies().neededBy(rebuilt.move().from().id())) {
                stage.leaving(id).stream()
                        .filter(alter -> !onlyMakesWay(alter))
                        .forEach(alter -> order.before(rebuilt.settle(), alter));
            }
        }
    }

    /// A default that is taken away until what it calls is there again.
    private boolean onlyMakesWay(Operation.Alter alter) {
        return stage.sequences().stream().anyMatch(pair -> pair[0] == alter);
    }

    private void displaced(Stage.Rebuilt rebuilt, CatalogId id, OperationOrder order) {
        Operation.Drop drop = drops.get(id);
        if (drop != null) {
            order.before(rebuilt.release(), drop);
            order.before(drop, rebuilt.move());
        }
        Entry entry = current.find(id);
        Operation.Create create = entry == null ? null : creates.get(entry.address());
        if (entry != null && create != null) {
            order.before(rebuilt.move(), create);
            if (entry.object().kind() == ObjectKind.ROUTINE) {
                order.before(create, rebuilt.settle());
            }
        }
    }
}
