package dev.backout.catalog.postgres;

import dev.backout.catalog.postgres.Seen.Content;
import dev.backout.schema.CatalogId;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Finds the units whose rows changed. Rows that were written are found by their transaction; rows
/// that are gone, by counting: when a catalog has fewer rows than before plus what is new, its keys
/// are compared. For one thread.
final class ChangeReader {
    /// The bootstrap transaction, which nothing is older than.
    private static final String OLDEST = "1";

    private final Session session;

    ChangeReader(Session session) {
        this.session = session;
    }

    /// What changed since something was seen.
    ///
    /// @param roots the roots of units with rows that were written, or that are gone
    /// @param seen what is there now
    record Changes(Set<CatalogId> roots, Seen seen) {}

    /// What is there now.
    Seen look() throws SQLException {
        session.planFor(Integer.MAX_VALUE);
        Probe probe = probe(OLDEST);
        Map<Long, Map<Long, @Nullable CatalogId>> rows = new HashMap<>();
        probe.catalogs.forEach(found -> {
            if (found.count() != null) {
                rows.put(found.catalog(), found.changed());
            }
        });
        return new Seen(probe.transaction, rows, unmodelled());
    }

    /// What changed since.
    Changes since(Seen before) throws SQLException {
        session.planFor(0);
        Probe probe = probe(Long.toString(before.transaction()));
        Set<CatalogId> roots = new LinkedHashSet<>();
        Map<Long, Map<Long, @Nullable CatalogId>> rows = new HashMap<>(before.rows());
        List<Long> shrunk = new ArrayList<>();
        for (CatalogRows found : probe.catalogs) {
            addRoots(found.changed().values(), roots);
            if (found.count() != null) {
                Map<Long, @Nullable CatalogId> known = with(known(before, found), found.changed());
                rows.put(found.catalog(), known);
                if (known.size() != found.count()) {
                    shrunk.add(found.catalog());
                }
            }
        }
        for (Long catalog : shrunk) {
            CatalogRows found = rows(catalog);
            addRoots(gone(rows.get(catalog), found.changed()), roots);
            rows.put(catalog, found.changed());
        }
        return new Changes(roots, new Seen(probe.transaction, rows, unmodelled()));
    }

    private static Map<Long, @Nullable CatalogId> known(Seen before, CatalogRows found) {
        return Objects.requireNonNullElse(before.rows().get(found.catalog()), Map.of());
    }

    private static Map<Long, @Nullable CatalogId> with(
            Map<Long, @Nullable CatalogId> known, Map<Long, @Nullable CatalogId> changed) {
        if (changed.isEmpty()) {
            return known;
        }
        Map<Long, @Nullable CatalogId> both = new HashMap<>(known);
        both.putAll(changed);
        return both;
    }

    private static List<@Nullable CatalogId> gone(
            @Nullable Map<Long, @Nullable CatalogId> before, Map<Long, @Nullable CatalogId> now) {
        List<@Nullable CatalogId> gone = new ArrayList<>();
        if (before != null) {
            before.forEach((key, root) -> {
                if (!now.containsKey(key)) {
                    gone.add(root);
                }
            });
        }
        return gone;
    }

    private static void addRoots(Collection<@Nullable CatalogId> found, Set<CatalogId> roots) {
        for (CatalogId root : found) {
            if (root != null) {
                roots.add(root);
            }
        }
    }

    private record Probe(long transaction, List<CatalogRows> catalogs) {}

    private Probe probe(String transaction) throws SQLException {
        List<CatalogRows> catalogs = new ArrayList<>();
        long now = 0;
        try (ResultSet result = session.query("probe", transaction).executeQuery()) {
            while (result.next()) {
                if (result.getLong(1) == 0) {
                    now = result.getLong(2);
                } else {
                    catalogs.add(rows(result));
                }
            }
        }
        return new Probe(now, catalogs);
    }

    /// All rows of one catalog.
    private CatalogRows rows(long catalog) throws SQLException {
        try (ResultSet result = session.part("probe", catalog, OLDEST).executeQuery()) {
            result.next();
            return rows(result);
        }
    }

    private static CatalogRows rows(ResultSet result) throws SQLException {
        long count = result.getLong(2);
        @Nullable Long known = result.wasNull() ? null : Long.valueOf(count);
        return new CatalogRows(result.getLong(1), known, changed(result.getArray(3)));
    }

    private static Map<Long, @Nullable CatalogId> changed(@Nullable Array array)
            throws SQLException {
        if (array == null) {
            return Map.of();
        }
        Map<Long, @Nullable CatalogId> changed = new HashMap<>();
        for (@Nullable Long[] row : (@Nullable Long[][]) array.getArray()) {
            Long catalog = row[1];
            Long root = row[2];
            Long key = Objects.requireNonNull(row[0]);
            // Rows without keys of their own are told by their roots.
            changed.put(
                    key == 0 && root != null ? Long.valueOf(-root) : key,
                    catalog == null || root == null ? null : CatalogId.of(catalog, root));
        }
        return changed;
    }

    /// What no kind models, by kind.
    Map<String, Content> unmodelled() throws SQLException {
        Map<String, Content> kinds = new TreeMap<>();
        try (ResultSet result = session.query("unmodelled").executeQuery()) {
            while (result.next()) {
                kinds.put(result.getString(1), new Content(result.getLong(2), result.getLong(3)));
            }
        }
        return kinds;
    }
}
