package dev.backout.schema;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/// Who needs whom among the objects of a [Snapshot]. Hidden things (defaults, row types, array
/// types, view rules, indexes of constraints) are resolved to the objects they belong to.
public final class DependencyGraph {
    private final EdgeIndex needs;
    private final EdgeIndex neededBy;
    private final EdgeIndex goesWith;
    private final Owners owners;

    private DependencyGraph(
            EdgeIndex needs, EdgeIndex neededBy, EdgeIndex goesWith, Owners owners) {
        this.needs = needs;
        this.neededBy = neededBy;
        this.goesWith = goesWith;
        this.owners = owners;
    }

    static DependencyGraph of(Snapshot snapshot) {
        DependencyGraph graph =
                new DependencyGraph(
                        new EdgeIndex(), new EdgeIndex(), new EdgeIndex(), new Owners());
        graph.add(snapshot.units().values(), snapshot);
        return graph;
    }

    /// The graph of a snapshot that differs from this one's in some units only.
    ///
    /// @param gone the units that are not there any more, in their earlier form
    /// @param fresh the units that are new
    /// @param next the snapshot that has them
    DependencyGraph with(Collection<Unit> gone, Collection<Unit> fresh, Snapshot next) {
        DependencyGraph graph =
                new DependencyGraph(
                        new EdgeIndex(needs),
                        new EdgeIndex(neededBy),
                        new EdgeIndex(goesWith),
                        new Owners(owners));
        gone.forEach(graph::remove);
        graph.add(fresh, next);
        return graph;
    }

    private void remove(Unit unit) {
        for (Entry entry : unit.entries()) {
            needs.get(entry.id()).forEach(need -> neededBy.remove(need, entry.id()));
            needs.remove(entry.id());
            goesWith.remove(entry.id());
        }
        owners.remove(unit);
    }

    private void add(Collection<Unit> units, Snapshot snapshot) {
        units.forEach(unit -> owners.add(unit, snapshot));
        for (Unit unit : units) {
            for (Dependency row : unit.dependencies()) {
                add(row, snapshot);
            }
            for (Entry entry : unit.entries()) {
                add(entry.id(), unit.root(), true);
                for (Entry origin : Inheritance.origins(entry.object(), snapshot)) {
                    add(entry.id(), origin.id(), true);
                }
            }
        }
    }

    private void add(Dependency row, Snapshot snapshot) {
        CatalogId dependent = owners.resolve(row.dependent(), snapshot);
        CatalogId referenced = owners.resolve(row.referenced(), snapshot);
        if (dependent != null && referenced != null) {
            boolean goes = row.type() != 'n' && !isGenerated(dependent, referenced);
            add(dependent, referenced, goes);
        }
    }

    private void add(CatalogId dependent, CatalogId referenced, boolean goes) {
        if (!dependent.equals(referenced)) {
            needs.add(dependent, referenced);
            neededBy.add(referenced, dependent);
            if (goes) {
                goesWith.add(dependent, referenced);
            }
        }
    }

    /// Before PostgreSQL 15 a generated column goes with whatever its expression names; it is told
    /// to go, as it is later.
    private static boolean isGenerated(CatalogId dependent, CatalogId referenced) {
        return dependent.sub() != 0 && !dependent.whole().equals(referenced.whole());
    }

    /// What this object silently disappears with: dropping any of these drops it too, without
    /// CASCADE.
    public Set<CatalogId> goesWith(CatalogId id) {
        return goesWith.get(id);
    }

    /// What this object needs directly. A part needs its whole.
    public Set<CatalogId> needs(CatalogId id) {
        return needs.get(id);
    }

    /// What needs this object directly, its parts included.
    public Set<CatalogId> neededBy(CatalogId id) {
        return neededBy.get(id);
    }

    /// Everything that needs one of these objects, directly or not, without these objects.
    public Set<CatalogId> dependents(Collection<CatalogId> ids) {
        return closure(ids, neededBy);
    }

    /// Everything that these objects need, directly or not, without these objects.
    public Set<CatalogId> requirements(Collection<CatalogId> ids) {
        return closure(ids, needs);
    }

    private static Set<CatalogId> closure(Collection<CatalogId> ids, EdgeIndex edges) {
        Set<CatalogId> seen = new LinkedHashSet<>(ids);
        Deque<CatalogId> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            for (CatalogId next : edges.get(open.remove())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        seen.removeAll(Set.copyOf(ids));
        return seen;
    }
}
