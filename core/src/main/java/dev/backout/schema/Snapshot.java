package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The catalog of one database at one moment, as objects of ours. Immutable and safe to share.
///
/// Objects are kept in units (a table with its parts, a type, a routine), because catalogs are read
/// and compared unit by unit: two snapshots of one database share the units that did not change.
public final class Snapshot {
    /// A database without objects.
    public static final Snapshot EMPTY = new Snapshot(Map.of());

    private final Map<CatalogId, Unit> units;
    private @Nullable LayeredMap<CatalogId, Entry> byId;
    private @Nullable LayeredMap<Address, Entry> byAddress;
    private @Nullable DependencyGraph graph;

    private Snapshot(Map<CatalogId, Unit> units) {
        this.units = Collections.unmodifiableMap(units);
    }

    /// A snapshot of these units, in this order.
    public static Snapshot of(Collection<Unit> units) {
        Map<CatalogId, Unit> map = new LinkedHashMap<>();
        units.forEach(unit -> map.put(unit.root(), unit));
        return new Snapshot(map);
    }

    /// This snapshot with some units read again.
    ///
    /// @param gone roots of units to leave out, also those that are in `fresh`
    /// @param fresh units to put in
    public synchronized Snapshot with(Collection<CatalogId> gone, Collection<Unit> fresh) {
        Map<CatalogId, Unit> map = new LinkedHashMap<>(units);
        List<Unit> replaced = new ArrayList<>();
        gone.stream().map(map::remove).filter(Objects::nonNull).forEach(replaced::add);
        for (Unit unit : fresh) {
            Unit before = map.put(unit.root(), unit);
            if (before != null) {
                replaced.add(before);
            }
        }
        Snapshot next = new Snapshot(map);
        next.derive(this, replaced, fresh);
        return next;
    }

    /// What was worked out for another snapshot is worked out for this one where they differ.
    private void derive(Snapshot other, Collection<Unit> gone, Collection<Unit> fresh) {
        LayeredMap<CatalogId, Entry> ids = new LayeredMap<>(other.layeredById());
        LayeredMap<Address, Entry> addresses = new LayeredMap<>(other.layeredByAddress());
        Set<Entry> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        fresh.forEach(unit -> kept.addAll(unit.entries()));
        for (Unit unit : gone) {
            for (Entry entry : unit.entries()) {
                if (!kept.contains(entry)) {
                    ids.remove(entry.id());
                    addresses.remove(entry.address(), entry);
                }
            }
        }
        for (Unit unit : fresh) {
            for (Entry entry : unit.entries()) {
                ids.put(entry.id(), entry);
                addresses.put(entry.address(), entry);
            }
        }
        byId = ids;
        byAddress = addresses;
        if (other.graph != null) {
            graph = other.graph.with(gone, fresh, this);
        }
    }

    /// This snapshot without some units.
    ///
    /// @param unwanted which units to leave out
    public Snapshot without(Predicate<Unit> unwanted) {
        return of(units.values().stream().filter(unwanted.negate()).toList());
    }

    /// This snapshot without some objects; a unit goes with its root.
    public Snapshot withoutObjects(Set<CatalogId> ids) {
        List<Unit> kept = new ArrayList<>();
        for (Unit unit : units.values()) {
            if (!ids.contains(unit.root())) {
                kept.add(unit.without(ids));
            }
        }
        return of(kept);
    }

    /// This snapshot with other identities: as if other objects had been these all the time.
    ///
    /// @param ids what takes the place of an identity; the others stay
    public Snapshot withIds(Map<CatalogId, CatalogId> ids) {
        return of(units.values().stream().map(unit -> unit.withIds(ids)).toList());
    }

    /// The units of tables and of the sequences that their columns own.
    public List<Unit> tables(Set<Address> tables) {
        return units.values().stream()
                .filter(unit ->
                        switch (unit.entries().getFirst().object()) {
                            case Table table -> tables.contains(table.address());
                            case Sequence sequence ->
                                    sequence.ownedBy() != null
                                            && tables.contains(sequence.ownedBy().table());
                            default -> false;
                        })
                .toList();
    }

    /// All units by the identity of their root object.
    public Map<CatalogId, Unit> units() {
        return units;
    }

    /// The object of that identity, or null.
    public @Nullable Entry find(CatalogId id) {
        return layeredById().get(id);
    }

    /// The object at that address, or null.
    public @Nullable Entry find(Address address) {
        return layeredByAddress().get(address);
    }

    /// All objects by address, in no order.
    public Map<Address, Entry> byAddress() {
        return Collections.unmodifiableMap(layeredByAddress());
    }

    /// All objects by identity.
    public Map<CatalogId, Entry> byId() {
        return Collections.unmodifiableMap(layeredById());
    }

    private synchronized LayeredMap<Address, Entry> layeredByAddress() {
        LayeredMap<Address, Entry> map = byAddress;
        if (map == null) {
            map = new LayeredMap<>();
            for (Entry entry : entries()) {
                map.put(entry.address(), entry);
            }
            byAddress = map;
        }
        return map;
    }

    private synchronized LayeredMap<CatalogId, Entry> layeredById() {
        LayeredMap<CatalogId, Entry> map = byId;
        if (map == null) {
            map = new LayeredMap<>();
            for (Entry entry : entries()) {
                map.put(entry.id(), entry);
            }
            byId = map;
        }
        return map;
    }

    /// Who needs whom, by the server's own dependencies.
    public synchronized DependencyGraph dependencies() {
        if (graph == null) {
            graph = DependencyGraph.of(this);
        }
        return graph;
    }

    /// All objects, unit by unit.
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        units.values().forEach(unit -> all.addAll(unit.entries()));
        return all;
    }

    /// Equal objects at equal addresses, whatever their identities and physical positions.
    public boolean sameAs(Snapshot other) {
        Map<Address, Entry> ours = byAddress();
        Map<Address, Entry> theirs = other.byAddress();
        return ours.size() == theirs.size()
                && ours.entrySet().stream()
                        .allMatch(e -> {
                            Entry their = theirs.get(e.getKey());
                            return their != null && their.object().equals(e.getValue().object());
                        });
    }

    /// SHA-256 over every object's address and attributes: equal for equal schemas.
    public String hash() {
        MessageDigest digest = sha256();
        new TreeMap<>(byAddress())
                .forEach((address, entry) -> {
                    digest.update(address.title().getBytes(StandardCharsets.UTF_8));
                    entry.object()
                            .attributes()
                            .forEach((name, text) ->
                                    digest.update(
                                            ("\n " + name + ": " + text)
                                                    .getBytes(StandardCharsets.UTF_8)));
                    digest.update((byte) '\n');
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
