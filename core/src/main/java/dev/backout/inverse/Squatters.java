package dev.backout.inverse;

import dev.backout.diff.Change;
import dev.backout.diff.Naming;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// New objects that sit on the old names of renamed ones.
final class Squatters {
    private Squatters() {}

    /// Their identities and those of all that depends on them; empty when there are none, or when
    /// something that was there before has come to depend on one.
    static Set<CatalogId> find(Snapshot before, Snapshot after) {
        List<Change> changes = SchemaDiff.byIdentity(before, after);
        Set<CatalogId> found = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.Altered altered
                    && altered.renamed()
                    && altered.before().id().equals(altered.after().id())) {
                found.addAll(newAt(altered.before(), before, after));
            }
        }
        if (found.isEmpty()) {
            return found;
        }
        found.addAll(after.dependencies().dependents(found));
        return found.stream().anyMatch(id -> before.find(id) != null) ? Set.of() : found;
    }

    private static Set<CatalogId> newAt(Entry wanted, Snapshot before, Snapshot after) {
        Set<CatalogId> ids = new HashSet<>();
        for (Entry entry : after.entries()) {
            if (before.find(entry.id()) == null && collide(entry, wanted)) {
                ids.add(entry.id());
            }
        }
        return ids;
    }

    private static boolean collide(Entry one, Entry other) {
        return Naming.collide(one.object(), one.address(), other.object(), other.address());
    }
}
