package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The roots that are being read, and what was found of each. Knows which roots a kind need not be
/// asked about: a root is of one kind only, and may tell which parts it has.
final class Roots {
    private final Map<CatalogId, Found> found =
            new TreeMap<>(
                    Comparator.comparingLong(CatalogId::catalog).thenComparingLong(CatalogId::oid));

    private static final class Found {
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Set<String> parts;
    }

    Roots(Collection<CatalogId> roots) {
        roots.forEach(root -> found.put(root, new Found()));
    }

    /// The OIDs to ask a kind about.
    List<Long> of(KindReader kind) {
        List<Long> oids = new ArrayList<>();
        found.forEach((root, unit) -> {
            if (root.catalog() == kind.rootCatalog() && wants(kind, unit)) {
                oids.add(root.oid());
            }
        });
        return oids;
    }

    private static boolean wants(KindReader kind, Found unit) {
        if (kind.role() == KindReader.Role.ROOT) {
            return unit.entries.isEmpty();
        }
        return !unit.entries.isEmpty() && (unit.parts == null || unit.parts.contains(kind.name()));
    }

    /// Notes an object. One whose root was not asked for is left out.
    void add(CatalogId root, Entry entry) {
        Found unit = found.get(root);
        if (unit != null) {
            unit.entries.add(entry);
        }
    }

    /// Notes which kinds of parts a root has.
    void parts(CatalogId root, Collection<String> parts) {
        Found unit = found.get(root);
        if (unit != null) {
            unit.parts = Set.copyOf(parts);
        }
    }

    /// The objects of the roots that exist, sorted by root.
    Map<CatalogId, List<Entry>> entries() {
        Map<CatalogId, List<Entry>> entries = new LinkedHashMap<>();
        found.forEach((root, unit) -> {
            if (!unit.entries.isEmpty()) {
                entries.put(root, unit.entries);
            }
        });
        return entries;
    }
}
