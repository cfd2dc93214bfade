package dev.backout.catalog.postgres;

import dev.backout.catalog.OwnSchema;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Dependency;
import dev.backout.schema.Entry;
import dev.backout.schema.Unit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads whole units with one query per kind, however many units there are. For one thread.
public final class UnitReader {
    private final Session session;
    private final DependencyReader dependencies;
    private final Grants grants = new Grants();

    /// @param session the connection to read on
    public UnitReader(Session session) {
        this.session = session;
        this.dependencies = new DependencyReader(session);
    }

    /// All units, sorted by root.
    public List<Unit> readAll() throws SQLException {
        return read(roots());
    }

    /// The units of these roots as [#read] gives them, but without their dependencies.
    public List<Unit> readObjects(Collection<CatalogId> ids) throws SQLException {
        return units(entries(ids), Map.of());
    }

    /// Every root that may have a unit.
    public Set<CatalogId> roots() throws SQLException {
        Set<CatalogId> roots = new LinkedHashSet<>();
        try (ResultSet result = session.query("roots").executeQuery()) {
            while (result.next()) {
                roots.add(CatalogId.of(result.getLong(1), result.getLong(2)));
            }
        }
        return roots;
    }

    /// The units of these roots, sorted by root. A root that does not exist, is temporary or
    /// belongs to an extension has none.
    public List<Unit> read(Collection<CatalogId> ids) throws SQLException {
        Map<CatalogId, List<Entry>> entries = entries(ids);
        return units(entries, dependencies.read(entries.keySet()));
    }

    /// The extensions that some objects belong to; nothing is asked about none.
    Set<CatalogId> extensionsOf(Collection<CatalogId> ids) throws SQLException {
        Set<CatalogId> extensions = new LinkedHashSet<>();
        if (!ids.isEmpty()) {
            try (ResultSet result =
                    session.query(
                                    "owning_extension",
                                    session.oids(ids.stream().map(CatalogId::catalog).toList()),
                                    session.oids(ids.stream().map(CatalogId::oid).toList()))
                            .executeQuery()) {
                while (result.next()) {
                    extensions.add(CatalogId.of(Catalogs.EXTENSION, result.getLong(1)));
                }
            }
        }
        return extensions;
    }

    private Map<CatalogId, List<Entry>> entries(Collection<CatalogId> ids) throws SQLException {
        session.planFor(ids.size());
        Roots roots = new Roots(ids);
        for (List<KindReader> group : Kinds.GROUPS) {
            read(group, roots);
        }
        Map<CatalogId, List<Entry>> entries = roots.entries();
        entries.values().removeIf(objects -> isOurs(objects.getFirst()));
        return entries;
    }

    private static List<Unit> units(
            Map<CatalogId, List<Entry>> entries, Map<CatalogId, List<Dependency>> dependencies) {
        List<Unit> units = new ArrayList<>();
        entries.forEach((root, objects) ->
                units.add(new Unit(root, objects, dependencies.getOrDefault(root, List.of()))));
        return units;
    }

    private static boolean isOurs(Entry root) {
        return root.address().first().equals(OwnSchema.SCRATCH);
    }

    /// One message for all of them; when only one is wanted, for that one.
    private void read(List<KindReader> group, Roots roots) throws SQLException {
        List<KindReader> wanted = group.stream().filter(kind -> !roots.of(kind).isEmpty()).toList();
        if (wanted.isEmpty()) {
            return;
        }
        List<KindReader> kinds = wanted.size() == 1 ? wanted : group;
        List<Object> oids = new ArrayList<>();
        for (KindReader kind : kinds) {
            oids.add(session.oids(roots.of(kind)));
        }
        PreparedStatement asked =
                session.queries(kinds.stream().map(KindReader::name).toList(), oids);
        asked.execute();
        for (KindReader kind : kinds) {
            try (ResultSet result = asked.getResultSet()) {
                take(kind, result, roots);
            }
            asked.getMoreResults();
        }
    }

    private void take(KindReader kind, ResultSet result, Roots roots) throws SQLException {
        Row row = new Row(result, grants);
        boolean numbered = kind.role() == KindReader.Role.COLUMN;
        int rootColumn = result.findColumn("root");
        int oidColumn = result.findColumn("oid");
        int subColumn = numbered ? result.findColumn("sub") : 0;
        boolean tellsParts = kind.role() == KindReader.Role.ROOT && row.has("parts");
        while (result.next()) {
            CatalogId root = CatalogId.of(kind.rootCatalog(), result.getLong(rootColumn));
            int sub = numbered ? result.getInt(subColumn) : 0;
            CatalogId id = new CatalogId(kind.catalog(), result.getLong(oidColumn), sub);
            roots.add(root, new Entry(id, kind.mapper().map(row)));
            if (tellsParts) {
                roots.parts(root, row.texts("parts"));
            }
        }
    }
}
