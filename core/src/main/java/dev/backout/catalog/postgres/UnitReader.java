package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Dependency;
import dev.backout.schema.Entry;
import dev.backout.schema.Unit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads whole units with one query per kind, however many units there are. For one thread.
public final class UnitReader {
    private final Session session;
    private final Grants grants = new Grants();

    /// @param session the connection to read on
    public UnitReader(Session session) {
        this.session = session;
    }

    /// All units, sorted by root.
    public List<Unit> readAll() throws SQLException {
        return read(roots());
    }

    /// Every root that may have a unit.
    private Set<CatalogId> roots() throws SQLException {
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
    public List<Unit> read(Collection<CatalogId> roots) throws SQLException {
        Map<Long, List<Long>> byCatalog = new TreeMap<>();
        roots.stream()
                .sorted(ORDER)
                .forEach(root ->
                        byCatalog
                                .computeIfAbsent(root.catalog(), k -> new ArrayList<>())
                                .add(root.oid()));
        Map<CatalogId, List<Entry>> entries = new LinkedHashMap<>();
        for (KindReader kind : Kinds.ALL) {
            List<Long> oids = byCatalog.get(kind.rootCatalog());
            if (oids != null) {
                read(kind, oids, entries);
            }
        }
        entries.entrySet().removeIf(unit -> !unit.getValue().getFirst().id().equals(unit.getKey()));
        return units(entries);
    }

    private static final java.util.Comparator<CatalogId> ORDER =
            java.util.Comparator.comparing(CatalogId::catalog).thenComparing(CatalogId::oid);

    private void read(KindReader kind, List<Long> oids, Map<CatalogId, List<Entry>> entries)
            throws SQLException {
        try (ResultSet result = session.query(kind.name(), session.oids(oids)).executeQuery()) {
            Row row = new Row(result, grants);
            int rootColumn = result.findColumn("root");
            int oidColumn = result.findColumn("oid");
            int subColumn = kind.numbered() ? result.findColumn("sub") : 0;
            while (result.next()) {
                CatalogId root = CatalogId.of(kind.rootCatalog(), result.getLong(rootColumn));
                int sub = kind.numbered() ? result.getInt(subColumn) : 0;
                CatalogId id = new CatalogId(kind.catalog(), result.getLong(oidColumn), sub);
                entries.computeIfAbsent(root, k -> new ArrayList<>())
                        .add(new Entry(id, kind.mapper().map(row)));
            }
        }
    }

    private List<Unit> units(Map<CatalogId, List<Entry>> entries) throws SQLException {
        Map<CatalogId, List<Dependency>> dependencies = dependencies(entries.keySet());
        return entries.entrySet().stream()
                .map(unit ->
                        new Unit(
                                unit.getKey(),
                                unit.getValue(),
                                dependencies.getOrDefault(unit.getKey(), List.of())))
                .sorted(java.util.Comparator.comparing(Unit::root, ORDER))
                .toList();
    }

    private Map<CatalogId, List<Dependency>> dependencies(Set<CatalogId> roots)
            throws SQLException {
        Map<CatalogId, List<Dependency>> dependencies = new LinkedHashMap<>();
        List<CatalogId> others =
                roots.stream()
                        .filter(r -> r.catalog() != Catalogs.CLASS && r.catalog() != Catalogs.TYPE)
                        .toList();
        try (ResultSet result =
                session.query(
                                "dependencies",
                                oidsIn(roots, Catalogs.CLASS),
                                oidsIn(roots, Catalogs.TYPE),
                                session.oids(others.stream().map(CatalogId::catalog).toList()),
                                session.oids(others.stream().map(CatalogId::oid).toList()),
                                oidsIn(roots, Catalogs.EXTENSION))
                        .executeQuery()) {
            while (result.next()) {
                dependencies
                        .computeIfAbsent(
                                CatalogId.of(result.getLong(1), result.getLong(2)),
                                k -> new ArrayList<>())
                        .add(
                                new Dependency(
                                        id(result, 3),
                                        id(result, 6),
                                        result.getString(9).charAt(0)));
            }
        }
        return dependencies;
    }

    private Object oidsIn(Set<CatalogId> roots, long catalog) throws SQLException {
        return session.oids(
                roots.stream().filter(r -> r.catalog() == catalog).map(CatalogId::oid).toList());
    }

    private static CatalogId id(ResultSet result, int column) throws SQLException {
        return new CatalogId(
                result.getLong(column), result.getLong(column + 1), result.getInt(column + 2));
    }
}
