package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Dependency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the rows of pg_depend of whole units. For one thread.
final class DependencyReader {
    private final Session session;

    DependencyReader(Session session) {
        this.session = session;
    }

    /// The rows whose dependent belongs to one of these roots, by root, in a fixed order.
    Map<CatalogId, List<Dependency>> read(Collection<CatalogId> roots) throws SQLException {
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
                CatalogId root = CatalogId.of(result.getLong(1), result.getLong(2));
                dependencies.computeIfAbsent(root, k -> new ArrayList<>()).add(row(result));
            }
        }
        return dependencies;
    }

    private Object oidsIn(Collection<CatalogId> roots, long catalog) throws SQLException {
        return session.oids(
                roots.stream().filter(r -> r.catalog() == catalog).map(CatalogId::oid).toList());
    }

    private static Dependency row(ResultSet result) throws SQLException {
        return new Dependency(id(result, 3), id(result, 6), result.getString(9).charAt(0));
    }

    private static CatalogId id(ResultSet result, int column) throws SQLException {
        return new CatalogId(
                result.getLong(column), result.getLong(column + 1), result.getInt(column + 2));
    }
}
