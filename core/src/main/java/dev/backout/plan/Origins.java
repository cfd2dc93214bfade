package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.Vacancy;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What the objects of the old schema are called now, by the identities of the scratch database:
/// the inverse renames tables and columns back.
final class Origins {
    private final Snapshot start;
    private final Snapshot end;
    private final Map<CatalogId, Entry> byId = new HashMap<>();

    /// @param start the schema now
    /// @param end the old schema; of the same scratch database
    Origins(Snapshot start, Snapshot end) {
        this.start = start;
        this.end = end;
        start.entries().forEach(entry -> byId.put(entry.id(), entry));
    }

    /// The table as it is called now, or null when it comes back with the inverse.
    @Nullable Address table(Address then) {
        Entry entry = end.find(then);
        Entry now = entry == null ? null : byId.get(entry.id());
        return now != null && now.address().kind() == ObjectKind.TABLE ? now.address() : null;
    }

    /// The column as it is called now, or null when it comes back with the inverse.
    @Nullable Entry column(Address table, String name) {
        Entry entry = end.find(Address.of(ObjectKind.COLUMN, table.first(), table.name(), name));
        Entry now = entry == null ? null : byId.get(entry.id());
        return now != null && now.address().kind() == ObjectKind.COLUMN ? now : null;
    }

    /// Whether a table has a column of that name now.
    boolean isLive(Address table, String name) {
        return start.find(PresentNames.column(table, name)) != null;
    }

    /// Whether NULL can stand in a column for a while.
    ///
    /// @param column as it is now
    boolean canBeEmpty(Column column) {
        return new Vacancy(start).in(column);
    }

    /// Who refers to rows of a table, with the names of now.
    ///
    /// @param table null when it comes back with the inverse
    /// @param columns of that table
    /// @param referenced the columns that they refer to
    record Reference(@Nullable Address table, List<String> columns, List<String> referenced) {}

    /// Who refers to rows of a table, or will.
    ///
    /// @param then the table as it will be called
    /// @param now the same as it is called now
    Set<Reference> referring(Address then, Address now) {
        Set<Reference> references = new LinkedHashSet<>();
        objects(start, Constraint.class)
                .filter(key -> now.equals(key.references()))
                .forEach(key ->
                        references.add(
                                new Reference(
                                        key.address().table(),
                                        key.columns(),
                                        key.referencedColumns())));
        objects(end, Constraint.class)
                .filter(key -> then.equals(key.references()))
                .forEach(key -> references.add(today(key, then)));
        return references;
    }

    private Reference today(Constraint key, Address references) {
        List<String> columns = names(key.address().table(), key.columns());
        List<String> referenced = names(references, key.referencedColumns());
        boolean all =
                columns.size() == key.columns().size() && referenced.size() == key.columns().size();
        return new Reference(all ? table(key.address().table()) : null, columns, referenced);
    }

    private List<String> names(Address table, List<String> then) {
        return then.stream()
                .map(name -> column(table, name))
                .filter(Objects::nonNull)
                .map(now -> now.address().name())
                .toList();
    }

    private static <T extends DbObject> Stream<T> objects(Snapshot schema, Class<T> kind) {
        return schema.entries().stream()
                .map(Entry::object)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
