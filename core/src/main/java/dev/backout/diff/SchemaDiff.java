package dev.backout.diff;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares two snapshots.
public final class SchemaDiff {
    private static final Comparator<Change> ORDER = Comparator.comparing(Change::address);

    private SchemaDiff() {}

    /// What happened between two moments of one database. The server's identities tell a rename
    /// from a drop and a creation; an object that was dropped and created again at its old address
    /// is the same object, altered or not.
    public static List<Change> byIdentity(Snapshot before, Snapshot after) {
        Map<CatalogId, Entry> earlier = changedEntries(before, after);
        Map<CatalogId, Entry> later = changedEntries(after, before);
        List<Change> changes = new ArrayList<>();
        Map<Address, Entry> gone = new HashMap<>();
        List<Entry> come = new ArrayList<>();
        for (Entry entry : earlier.values()) {
            Entry now = later.get(entry.id());
            if (now == null || now.object().kind() != entry.object().kind()) {
                gone.put(entry.address(), entry);
            } else if (!now.object().equals(entry.object())) {
                changes.add(new Change.Altered(entry, now));
            }
        }
        for (Entry entry : later.values()) {
            Entry then = earlier.get(entry.id());
            if (then == null || then.object().kind() != entry.object().kind()) {
                come.add(entry);
            }
        }
        pair(gone, come, changes);
        changes.sort(ORDER);
        return changes;
    }

    /// What differs between two databases, by address alone.
    public static List<Change> byName(Snapshot before, Snapshot after) {
        List<Change> changes = new ArrayList<>();
        Map<Address, Entry> gone = new HashMap<>();
        changedEntries(before, after).values().forEach(e -> gone.put(e.address(), e));
        pair(gone, changedEntries(after, before).values(), changes);
        changes.sort(ORDER);
        return changes;
    }

    private static void pair(Map<Address, Entry> gone, Iterable<Entry> come, List<Change> changes) {
        for (Entry entry : come) {
            Entry then = gone.remove(entry.address());
            if (then == null) {
                changes.add(new Change.Created(entry));
            } else if (!then.object().equals(entry.object())) {
                changes.add(new Change.Altered(then, entry));
            }
        }
        gone.values().forEach(entry -> changes.add(new Change.Dropped(entry)));
    }

    /// The entries of all units that the other snapshot does not share.
    private static Map<CatalogId, Entry> changedEntries(Snapshot of, Snapshot other) {
        Map<CatalogId, Entry> entries = new HashMap<>();
        of.units()
                .forEach((root, unit) -> {
                    if (other.units().get(root) != unit) {
                        unit.entries().forEach(e -> entries.put(e.id(), e));
                    }
                });
        return entries;
    }
}
