package dev.backout.schema;

import java.util.List;
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
