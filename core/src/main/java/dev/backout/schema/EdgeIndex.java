package dev.backout.schema;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// The edges of a graph by one of their ends. A copy shares the sets that it does not change. For
/// one thread while it is built.
final class EdgeIndex {
    private final LayeredMap<CatalogId, Set<CatalogId>> sets;
    private final Set<CatalogId> ours = new HashSet<>();

    EdgeIndex() {
        this.sets = new LayeredMap<>();
    }

    EdgeIndex(EdgeIndex other) {
        this.sets = new LayeredMap<>(other.sets);
    }

    Set<CatalogId> get(CatalogId key) {
        return Collections.unmodifiableSet(sets.getOrDefault(key, Set.of()));
    }

    void add(CatalogId key, CatalogId value) {
        changeable(key).add(value);
    }

    void remove(CatalogId key, CatalogId value) {
        if (sets.containsKey(key)) {
            changeable(key).remove(value);
        }
    }

    void remove(CatalogId key) {
        sets.remove(key);
        ours.remove(key);
    }

    private Set<CatalogId> changeable(CatalogId key) {
        Set<CatalogId> set = sets.get(key);
        if (set == null || ours.add(key)) {
            set = set == null ? new LinkedHashSet<>() : new LinkedHashSet<>(set);
            sets.put(key, set);
            ours.add(key);
        }
        return set;
    }
}
