package dev.backout.inverse;

import dev.backout.diff.Naming;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who waits for whom because of a name: what gives it up comes before what takes it.
final class NameWaits {
    private final Stage stage;
    private final Drops drops;
    private final Creates creates;
    private final OperationOrder order;

    NameWaits(Stage stage, Drops drops, Creates creates, OperationOrder order) {
        this.stage = stage;
        this.drops = drops;
        this.creates = creates;
        this.order = order;
    }

    void add() {
        collisions();
        identities();
    }

    private void collisions() {
        Map<List<String>, List<Taken>> wanted = new HashMap<>();
        for (Entry entry : stage.created().values()) {
            for (Address name : names(entry)) {
                wanted.computeIfAbsent(name.path(), k -> new ArrayList<>())
                        .add(new Taken(name, entry.address()));
            }
        }
        stage.dropped()
                .forEach((id, entry) ->
                        names(entry)
                                .forEach(name ->
                                        wanted.getOrDefault(name.path(), List.of()).stream()
                                                .filter(taken -> Naming.collide(name, taken.name()))
                                                .forEach(taken -> beforeCreate(id, taken.by()))));
    }

    /// A name, and the object that is created with it.
    private record Taken(Address name, Address by) {}

    /// Also the name of the sequence of an identity, which is an object of no other kind.
    private static List<Address> names(Entry entry) {
        Address sequence = sequence(entry);
        return sequence == null
                ? Naming.names(entry.object(), entry.address())
                : List.of(entry.address(), sequence);
    }

    private void beforeCreate(CatalogId id, Address address) {
        Operation.Drop drop = drops.of(id);
        Operation.Create create = creates.of(address);
        if (drop != null && create != null) {
            order.before(drop, create);
        }
    }

    /// An identity's sequence has a name like any other sequence, and no address of its own.
    private void identities() {
        for (Operation.Alter alter : stage.alters()) {
            Address left = sequence(alter.from());
            if (left != null && stage.leaving(alter.from().id()).contains(alter)) {
                beforeCreateOf(left, alter);
            }
            Address taken = sequence(alter.to());
            if (taken != null && stage.arriving(alter.to().address()).contains(alter)) {
                drops.operations().stream()
                        .filter(drop -> Naming.collide(drop.address(), taken))
                        .forEach(drop -> order.before(drop, alter));
            }
        }
    }

    private void beforeCreateOf(Address left, Operation.Alter alter) {
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
}
