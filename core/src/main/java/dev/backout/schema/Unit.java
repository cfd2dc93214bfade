package dev.backout.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is read and compared as a whole: an object and its parts, such as a table with its columns,
/// constraints, indexes, triggers, rules and policies.
///
/// @param root the identity of the object that the parts belong to
/// @param entries the object and its parts
/// @param dependencies the rows of pg_depend whose dependent is the object, a part, or something
///   hidden that belongs to it (a default, a row type, a TOAST table)
public record Unit(CatalogId root, List<Entry> entries, List<Dependency> dependencies) {
    /// Copies the lists.
    public Unit {
        entries = List.copyOf(entries);
        dependencies = List.copyOf(dependencies);
    }

    /// This unit with the objects of an earlier reading where they are equal, or that reading
    /// itself: what is the same object need not be compared again.
    public Unit sharing(Unit earlier) {
        Map<CatalogId, Entry> known = new HashMap<>();
        earlier.entries.forEach(entry -> known.put(entry.id(), entry));
        List<Entry> shared = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Entry then = known.get(entry.id());
            shared.add(entry.equals(then) ? then : entry);
        }
        Unit unit = new Unit(root, shared, dependencies);
        return unit.equals(earlier) ? earlier : unit;
    }

    /// This unit with other identities; itself when it has none of them.
    Unit withIds(Map<CatalogId, CatalogId> ids) {
        boolean concerned =
                entries.stream().anyMatch(entry -> ids.containsKey(entry.id()))
                        || dependencies.stream()
                                .anyMatch(row ->
                                        ids.containsKey(row.dependent())
                                                || ids.containsKey(row.referenced()));
        return concerned
                ? new Unit(
                        ids.getOrDefault(root, root),
                        entries.stream()
                                .map(entry ->
                                        new Entry(
                                                ids.getOrDefault(entry.id(), entry.id()),
                                                entry.object()))
                                .toList(),
                        dependencies.stream().map(row -> row.withIds(ids)).toList())
                : this;
    }

    /// This unit without some of its parts; itself when it has none of them.
    Unit without(Set<CatalogId> ids) {
        return entries.stream().anyMatch(entry -> ids.contains(entry.id()))
                ? new Unit(
                        root,
                        entries.stream().filter(entry -> !ids.contains(entry.id())).toList(),
                        dependencies)
                : this;
    }
}
