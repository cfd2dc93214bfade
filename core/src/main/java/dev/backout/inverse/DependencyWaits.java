package dev.backout.inverse;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/// Who waits for whom by the server's dependencies: what needs an object goes before the object is
/// dropped or altered, and comes after it is created or altered.
final class DependencyWaits {
    private final Stage stage;
    private final Snapshot current;
    private final Snapshot target;
    private final Drops drops;
    private final Creates creates;
    private final OperationOrder order;

    DependencyWaits(
            Stage stage,
            Snapshot current,
            Snapshot target,
            Drops drops,
            Creates creates,
            OperationOrder order) {
        this.stage = stage;
        this.current = current;
        this.target = target;
        this.drops = drops;
        this.creates = creates;
        this.order = order;
    }

    void add() {
        leaving();
        arriving();
        stage.rebuilds().forEach(this::rebuild);
        stage.sequences().forEach(pair -> order.before(pair[0], pair[1]));
    }

    private void leaving() {
        drops.forEach((id, drop) -> {
            for (CatalogId need : needs(current, id)) {
                beforeDropOf(need, drop);
                stage.leaving(need).forEach(alter -> order.before(drop, alter));
            }
        });
        for (Operation.Alter alter : stage.alters()) {
            if (stage.leaving(alter.from().id()).contains(alter)) {
                needs(current, alter.from().id()).forEach(need -> beforeDropOf(need, alter));
            }
        }
    }

    private void beforeDropOf(CatalogId id, Operation operation) {
        Operation.Drop drop = drops.of(id);
        if (drop != null) {
            order.before(operation, drop);
        }
    }

    private void arriving() {
        creates.forEach((address, create) -> {
            for (Address need : needed(address)) {
                afterCreateOf(need, create);
                stage.arriving(need).forEach(alter -> order.before(alter, create));
            }
        });
        for (Operation.Alter alter : stage.alters()) {
            if (stage.arriving(alter.to().address()).contains(alter)) {
                needed(alter.to().address()).forEach(need -> afterCreateOf(need, alter));
            }
        }
    }

    private void afterCreateOf(Address address, Operation operation) {
        Operation.Create create = creates.of(address);
        if (create != null) {
            order.before(create, operation);
        }
    }

    /// With the table of a column: an inherited column is made by nothing but its table.
    private List<Address> needed(Address address) {
        Entry entry = target.find(address);
        if (entry == null) {
            return List.of();
        }
        return needs(target, entry.id()).stream()
                .flatMap(need -> Stream.of(need, need.whole()).distinct())
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

    private void rebuild(Stage.Rebuilt rebuilt) {
        order.before(rebuilt.release(), rebuilt.move());
        order.before(rebuilt.move(), rebuilt.settle());
        rebuilt.displaced().forEach(id -> displaced(rebuilt, id));
        for (CatalogId id : current.dependencies().neededBy(rebuilt.move().from().id())) {
            stage.leaving(id).stream()
                    .filter(alter -> !onlyMakesWay(alter))
                    .forEach(alter -> order.before(rebuilt.settle(), alter));
        }
    }

    /// A default that is taken away until what it calls is there again.
    private boolean onlyMakesWay(Operation.Alter alter) {
        return stage.sequences().stream().anyMatch(pair -> pair[0] == alter);
    }

    private void displaced(Stage.Rebuilt rebuilt, CatalogId id) {
        Operation.Drop drop = drops.of(id);
        if (drop != null) {
            order.before(rebuilt.release(), drop);
            order.before(drop, rebuilt.move());
        }
        Entry entry = current.find(id);
        Operation.Create create = entry == null ? null : creates.of(entry.address());
        if (entry != null && create != null) {
            order.before(rebuilt.move(), create);
            if (entry.object().kind() == ObjectKind.ROUTINE) {
                order.before(create, rebuilt.settle());
            }
        }
    }
}
