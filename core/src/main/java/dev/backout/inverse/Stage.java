package dev.backout.inverse;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The operations of one stage while they are being collected: by the object that they take away or
/// leave behind in the current catalog, and by the object that they bring about in the target.
final class Stage {
    /// Objects that go, whether by a statement of their own or with another one.
    private final Map<CatalogId, Entry> dropped = new LinkedHashMap<>();

    /// Objects that are made anew.
    private final Map<Address, Entry> created = new LinkedHashMap<>();

    private final Map<CatalogId, List<Operation.Alter>> leaving = new LinkedHashMap<>();
    private final Map<Address, List<Operation.Alter>> arriving = new HashMap<>();
    private final List<Operation.Alter> alters = new ArrayList<>();
    private final List<Operation.Finish> finishes = new ArrayList<>();
    private final List<Rebuilt> rebuilds = new ArrayList<>();
    private final List<Operation.Alter[]> sequences = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();

    /// Drops an object instead of altering it.
    ///
    /// @return whether this is news
    boolean drop(Entry entry) {
        boolean news = dropped.putIfAbsent(entry.id(), entry) == null;
        if (news) {
            forgetAlters(entry.id());
        }
        return news;
    }

    private void forgetAlters(CatalogId id) {
        for (Operation.Alter alter :
                alters.stream().filter(a -> a.from().id().equals(id)).toList()) {
            alters.removeIf(other -> other == alter);
            leaving.remove(id);
            arriving.remove(alter.to().address());
            finishes.removeIf(finish -> finish.address().equals(alter.address()));
        }
    }

    boolean drops(CatalogId id) {
        return dropped.containsKey(id);
    }

    Map<CatalogId, Entry> dropped() {
        return dropped;
    }

    void create(Entry entry) {
        created.putIfAbsent(entry.address(), entry);
    }

    Map<Address, Entry> created() {
        return created;
    }

    /// An alteration of the whole object: it leaves the current form and arrives at the target.
    void alter(Operation.Alter alter) {
        leave(alter);
        arrive(alter);
    }

    /// An alteration that only loosens the object from what is in the way.
    void leave(Operation.Alter alter) {
        alters.add(alter);
        leaving.computeIfAbsent(alter.from().id(), k -> new ArrayList<>()).add(alter);
    }

    /// An alteration that only brings the object to its target.
    void arrive(Operation.Alter alter) {
        if (!alters.contains(alter)) {
            alters.add(alter);
        }
        arriving.computeIfAbsent(alter.to().address(), k -> new ArrayList<>()).add(alter);
    }

    List<Operation.Alter> alters() {
        return alters;
    }

    List<Operation.Alter> leaving(CatalogId id) {
        return leaving.getOrDefault(id, List.of());
    }

    List<Operation.Alter> arriving(@Nullable Address address) {
        return address == null ? List.of() : arriving.getOrDefault(address, List.of());
    }

    void finish(Operation.Finish finish) {
        if (!finish.statements().isEmpty()) {
            finishes.add(finish);
        }
    }

    List<Operation.Finish> finishes() {
        return finishes;
    }

    /// A type that gives way to a new one, see [dev.backout.ddl.TypeRebuild].
    ///
    /// @param displaced what is dropped between `release` and `move`, and created afterwards
    record Rebuilt(
            Operation.Alter release,
            Operation.Alter move,
            Operation.Alter settle,
            Set<CatalogId> displaced) {}

    void rebuild(Rebuilt rebuilt) {
        rebuilds.add(rebuilt);
        alters.addAll(List.of(rebuilt.release(), rebuilt.settle()));
        arrive(rebuilt.move());
    }

    List<Rebuilt> rebuilds() {
        return rebuilds;
    }

    /// These have to come in this order, whatever the dependencies say.
    void inSequence(Operation.Alter first, Operation.Alter second) {
        sequences.add(new Operation.Alter[] {first, second});
    }

    List<Operation.Alter[]> sequences() {
        return sequences;
    }

    void block(Address address, String reason) {
        blocked.add(address.title() + ": " + reason);
    }

    List<String> blocked() {
        return blocked;
    }
}
