package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Who needs whom among the objects of a [Snapshot]. Hidden things (defaults, row types, array
/// types, view rules, indexes of constraints) are resolved to the objects they belong to.
public final class DependencyGraph {
    private final Map<CatalogId, Set<CatalogId>> needs = new HashMap<>();
    private final Map<CatalogId, Set<CatalogId>> neededBy = new HashMap<>();
    private final Map<CatalogId, Set<CatalogId>> goesWith = new HashMap<>();

    private DependencyGraph() {}

    static DependencyGraph of(Snapshot snapshot) {
        Resolver resolver = new Resolver(snapshot);
        DependencyGraph graph = new DependencyGraph();
        for (Unit unit : snapshot.units().values()) {
            for (Dependency row : unit.dependencies()) {
                CatalogId dependent = resolver.resolve(row.dependent());
                CatalogId referenced = resolver.resolve(row.referenced());
                graph.add(dependent, referenced);
                if (row.type() != 'n'
                        && dependent != null
                        && referenced != null
                        && !isGenerated(dependent, referenced)) {
                    graph.goesWith(dependent, referenced);
                }
            }
            for (Entry entry : unit.entries()) {
                graph.add(entry.id(), unit.root());
                graph.goesWith(entry.id(), unit.root());
                for (Entry origin : Inheritance.origins(entry.object(), snapshot)) {
                    graph.add(entry.id(), origin.id());
                    graph.goesWith(entry.id(), origin.id());
                }
            }
        }
        return graph;
    }

    private void add(@Nullable CatalogId dependent, @Nullable CatalogId referenced) {
        if (dependent != null && referenced != null && !dependent.equals(referenced)) {
            needs.computeIfAbsent(dependent, k -> new LinkedHashSet<>()).add(referenced);
            neededBy.computeIfAbsent(referenced, k -> new LinkedHashSet<>()).add(dependent);
        }
    }

    /// Before PostgreSQL 15 a generated column goes with whatever its expression names; it is told
    /// to go, as it is later.
    private static boolean isGenerated(CatalogId dependent, CatalogId referenced) {
        return dependent.sub() != 0 && !dependent.whole().equals(referenced.whole());
    }

    private void goesWith(CatalogId dependent, CatalogId referenced) {
        if (!dependent.equals(referenced)) {
            goesWith.computeIfAbsent(dependent, k -> new LinkedHashSet<>()).add(referenced);
        }
    }

    /// What this object silently disappears with: dropping any of these drops it too, without
    /// CASCADE.
    public Set<CatalogId> goesWith(CatalogId id) {
        return Collections.unmodifiableSet(goesWith.getOrDefault(id, Set.of()));
    }

    /// What this object needs directly. A part needs its whole.
    public Set<CatalogId> needs(CatalogId id) {
        return Collections.unmodifiableSet(needs.getOrDefault(id, Set.of()));
    }

    /// What needs this object directly, its parts included.
    public Set<CatalogId> neededBy(CatalogId id) {
        return Collections.unmodifiableSet(neededBy.getOrDefault(id, Set.of()));
    }

    /// Everything that needs one of these objects, directly or not, without these objects.
    public Set<CatalogId> dependents(Collection<CatalogId> ids) {
        return closure(ids, neededBy);
    }

    /// Everything that these objects need, directly or not, without these objects.
    public Set<CatalogId> requirements(Collection<CatalogId> ids) {
        return closure(ids, needs);
    }

    private static Set<CatalogId> closure(
            Collection<CatalogId> ids, Map<CatalogId, Set<CatalogId>> edges) {
        Set<CatalogId> seen = new LinkedHashSet<>(ids);
        Deque<CatalogId> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            for (CatalogId next : edges.getOrDefault(open.remove(), Set.of())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        seen.removeAll(Set.copyOf(ids));
        return seen;
    }

    /// Finds the object that a pg_depend end stands for: itself, the owner that an internal
    /// dependency names, or the table of an unknown column.
    private static final class Resolver {
        private final Map<CatalogId, Entry> known;
        private final Map<CatalogId, CatalogId> owners = new HashMap<>();

        Resolver(Snapshot snapshot) {
            known = snapshot.byId();
            for (Unit unit : snapshot.units().values()) {
                for (Dependency row : unit.dependencies()) {
                    if (!known.containsKey(row.dependent()) && isOwnership(row)) {
                        owners.putIfAbsent(row.dependent(), row.referenced());
                    }
                }
            }
        }

        /// Internal, or a column's default: pg_attrdef depends on its column with type `a`.
        private static boolean isOwnership(Dependency row) {
            return row.type() == 'i'
                    || (row.type() == 'a' && row.dependent().catalog() == Catalogs.ATTRDEF);
        }

        @Nullable CatalogId resolve(CatalogId id) {
            CatalogId current = id;
            for (int hops = 0; hops < 8; hops++) {
                if (known.containsKey(current)) {
                    return current;
                }
                CatalogId owner = owners.get(current);
                if (owner == null && current.sub() != 0) {
                    owner = current.whole();
                }
                if (owner == null) {
                    return null;
                }
                current = owner;
            }
            return null;
        }
    }
}
