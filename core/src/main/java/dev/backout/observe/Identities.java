package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.CompositeField;
import dev.backout.schema.CompositeType;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumType;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the server's identities tell beyond the differences between two snapshots.
final class Identities {
    private Identities() {}

    /// Tables, columns of other tables, sequences and types that are gone while another one has
    /// their address.
    static List<Address> recreated(Snapshot before, Snapshot after) {
        Map<CatalogId, Entry> later = changed(after, before);
        Set<Address> now = new HashSet<>();
        later.values().forEach(entry -> now.add(entry.address()));
        List<Address> recreated = new ArrayList<>();
        for (Entry entry : changed(before, after).values()) {
            Entry same = later.get(entry.id());
            if (same == null && matters(entry.address().kind()) && now.contains(entry.address())) {
                recreated.add(entry.address());
            }
        }
        recreated.removeIf(address ->
                address.kind() == ObjectKind.COLUMN && recreated.contains(address.table()));
        recreated.sort(null);
        return recreated;
    }

    /// Columns that stay, and whose composite type has fewer attributes than before.
    static List<Address> trimmed(Snapshot before, Snapshot after) {
        Set<String> types = new HashSet<>();
        for (Entry entry : before.entries()) {
            Entry now = after.find(entry.id());
            if (entry.object() instanceof CompositeType was
                    && now != null
                    && now.object() instanceof CompositeType is
                    && !numbers(is).containsAll(numbers(was))) {
                types.add(Identifiers.dotted(was.address().path()));
            }
        }
        return before.entries().stream()
                .filter(entry -> after.find(entry.id()) != null)
                .map(Entry::object)
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .filter(column -> types.contains(column.type().replace("[]", "")))
                .map(Column::address)
                .sorted()
                .toList();
    }

    private static List<Integer> numbers(CompositeType type) {
        return type.fields().stream().map(CompositeField::number).toList();
    }

    /// Columns that are still the same column and have another type, not only another name of it.
    static List<Retyping> retypings(Snapshot before, Snapshot after, Renamings renamings) {
        Map<CatalogId, Entry> later = changed(after, before);
        List<Retyping> retypings = new ArrayList<>();
        for (Entry entry : changed(before, after).values()) {
            Entry same = later.get(entry.id());
            if (entry.object() instanceof Column was
                    && same != null
                    && same.object() instanceof Column is
                    && was.generation() == Generation.NONE
                    && !renamings.explain(was.type(), is.type())) {
                retypings.add(retyping(was, is, before, after));
            }
        }
        retypings.sort(java.util.Comparator.comparing(Retyping::column));
        return retypings;
    }

    private static Retyping retyping(Column was, Column is, Snapshot before, Snapshot after) {
        TypeChange change =
                TypeChange.of(
                        was.type(),
                        is.type(),
                        type -> labels(before, type),
                        type -> labels(after, type));
        return new Retyping(
                is.address(), was.type(), is.type(), change.lossless(), change.reason());
    }

    /// The labels of the enum that format_type printed so, or null.
    private static @Nullable List<String> labels(Snapshot snapshot, String type) {
        for (Entry entry : snapshot.byAddress().values()) {
            if (entry.object() instanceof EnumType found && names(found.address(), type)) {
                return found.labels().stream().map(label -> label.text()).toList();
            }
        }
        return null;
    }

    private static boolean names(Address address, String type) {
        return address.text().equals(type)
                || dev.backout.schema.Identifiers.quote(address.name()).equals(type);
    }

    private static boolean matters(ObjectKind kind) {
        return switch (kind) {
            case TABLE, COLUMN, SEQUENCE, ENUM_TYPE, DOMAIN_TYPE, COMPOSITE_TYPE, RANGE_TYPE ->
                    true;
            default -> false;
        };
    }

    private static Map<CatalogId, Entry> changed(Snapshot of, Snapshot other) {
        Map<CatalogId, Entry> entries = new HashMap<>();
        for (Map.Entry<CatalogId, Unit> unit : of.units().entrySet()) {
            if (other.units().get(unit.getKey()) != unit.getValue()) {
                unit.getValue().entries().forEach(entry -> entries.put(entry.id(), entry));
            }
        }
        return entries;
    }
}
