package dev.backout.catalog.postgres;

import dev.backout.catalog.postgres.Seen.Content;
import dev.backout.schema.CatalogId;
import dev.backout.schema.LayeredMap;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

    /// Sets of parts of the probe that are asked as queries of their own; people's migrations come
    /// with about thirty.
    private static final int MOST_SETS = 64;

    private final Session session;
    private final Set<List<Long>> asked = new HashSet<>();

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
        Activity activity = activity();
        Probe probe = probe(OLDEST, Suspects.ALL);
        Map<Long, LayeredMap<Long, CatalogId>> rows = new HashMap<>();
        probe.catalogs.forEach(found -> {
            if (found.count() != null) {
                rows.put(found.catalog(), found.changed());
            }
        });
        return new Seen(probe.transaction, rows, unmodelled(), activity);
    }

    /// What changed since.
    ///
    /// @param reported whether all that was written meanwhile is in the server's statistics
    Changes since(Seen before, boolean reported) throws SQLException {
        session.planFor(0);
        // First: what is only reported after this is found once more by the next reading.
        Activity activity = activity();
        Suspects suspects =
                reported ? suspects(Suspects.between(before.activity(), activity)) : Suspects.ALL;
        Probe probe = probe(Long.toString(before.transaction()), suspects);
        Set<CatalogId> roots = new LinkedHashSet<>();
        Map<Long, LayeredMap<Long, CatalogId>> rows = new HashMap<>(before.rows());
        List<Long> shrunk = new ArrayList<>();
        for (CatalogRows found : probe.catalogs) {
            addRoots(found.changed().values(), roots);
            if (found.count() != null) {
                LayeredMap<Long, CatalogId> known = with(known(before, found), found.changed());
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
        Map<String, Content> unmodelled =
                suspects.unmodelled(before, probe.catalogs) ? unmodelled() : before.unmodelled();
        return new Changes(roots, new Seen(probe.transaction, rows, unmodelled, activity));
    }

    private static LayeredMap<Long, CatalogId> known(Seen before, CatalogRows found) {
        return Objects.requireNonNullElseGet(
                before.rows().get(found.catalog()), LayeredMap<Long, CatalogId>::new);
    }

    private static LayeredMap<Long, CatalogId> with(
            LayeredMap<Long, CatalogId> known, LayeredMap<Long, CatalogId> changed) {
        if (changed.isEmpty()) {
            return known;
        }
        LayeredMap<Long, CatalogId> both = new LayeredMap<>(known);
        both.putAll(changed);
        return both;
    }

    private static List<CatalogId> gone(
            @Nullable LayeredMap<Long, CatalogId> before, LayeredMap<Long, CatalogId> now) {
        List<CatalogId> gone = new ArrayList<>();
        if (before != null) {
            before.forEach((key, root) -> {
                if (!now.containsKey(key)) {
                    gone.add(root);
                }
            });
        }
        return gone;
    }

    private static void addRoots(Collection<CatalogId> found, Set<CatalogId> roots) {
        for (CatalogId root : found) {
            if (!root.equals(Seen.NOBODY)) {
                roots.add(root);
            }
        }
    }

    private record Probe(long transaction, List<CatalogRows> catalogs) {}

    /// Each set of parts is planned and kept by the server.
    private Suspects suspects(Suspects suspects) {
        List<Long> parts = suspects.parts();
        return parts != null && (asked.size() < MOST_SETS || asked.contains(parts))
                ? suspects
                : Suspects.ALL;
    }

    private Activity activity() throws SQLException {
        if (session.major() < 15) {
            return Activity.UNKNOWN;
        }
        Map<Long, Long> written = new HashMap<>();
        try (ResultSet result = session.query("activity").executeQuery()) {
            while (result.next()) {
                written.put(result.getLong(1), result.getLong(2));
            }
        }
        return new Activity(written);
    }

    private Probe probe(String transaction, Suspects suspects) throws SQLException {
        List<CatalogRows> catalogs = new ArrayList<>();
        long now = 0;
        try (ResultSet result = question(transaction, suspects).executeQuery()) {
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

    private PreparedStatement question(String transaction, Suspects suspects) throws SQLException {
        List<Long> parts = suspects.parts();
        if (parts == null) {
            return session.query("probe", transaction);
        }
        asked.add(parts);
        return session.parts("probe", parts, transaction);
    }

    /// All rows of one catalog.
    private CatalogRows rows(long catalog) throws SQLException {
        try (ResultSet result = session.parts("probe", List.of(catalog), OLDEST).executeQuery()) {
            result.next();
            return rows(result);
        }
    }

    private static CatalogRows rows(ResultSet result) throws SQLException {
        long count = result.getLong(2);
        @Nullable Long known = result.wasNull() ? null : Long.valueOf(count);
        return new CatalogRows(result.getLong(1), known, changed(result.getArray(3)));
    }

    private static LayeredMap<Long, CatalogId> changed(@Nullable Array array) throws SQLException {
        if (array == null) {
            return new LayeredMap<>();
        }
        LayeredMap<Long, CatalogId> changed = new LayeredMap<>();
        for (@Nullable Long[] row : (@Nullable Long[][]) array.getArray()) {
            Long catalog = row[1];
            Long root = row[2];
            Long key = Objects.requireNonNull(row[0]);
            // Rows without keys of their own are told by their roots.
            changed.put(
                    key == 0 && root != null ? Long.valueOf(-root) : key,
                    catalog == null || root == null ? Seen.NOBODY : CatalogId.of(catalog, root));
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
