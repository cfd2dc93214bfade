package dev.backout.rows;

import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables to fill, those that others refer to first. What rows cannot do without comes along.
final class FillOrder {
    private final Snapshot schema;
    private final int most;
    private final Set<Address> wanted = new HashSet<>();
    private final Set<Address> seen = new HashSet<>();
    private final Map<Address, TableParts> ordered = new LinkedHashMap<>();

    private FillOrder(Snapshot schema, int most) {
        this.schema = schema;
        this.most = most;
    }

    /// @param except tables to leave out
    /// @param most no more tables than that
    static List<TableParts> of(
            Snapshot schema, Collection<Address> tables, Set<Address> except, int most) {
        FillOrder order = new FillOrder(schema, most);
        order.seen.addAll(except);
        order.wanted.addAll(tables);
        tables.stream().sorted().forEach(order::visit);
        return List.copyOf(order.ordered.values());
    }

    private void visit(Address address) {
        Address table = root(address);
        if (!seen.add(table) || ordered.size() >= most) {
            return;
        }
        TableParts parts = parts(table);
        if (parts == null) {
            return;
        }
        for (ForeignKey foreignKey : parts.foreignKeys()) {
            if (parts.requires(foreignKey) || wanted.contains(foreignKey.table())) {
                visit(foreignKey.table());
            }
        }
        ordered.put(table, parts);
    }

    /// Rows of a partition are given to the table that it is a part of.
    private Address root(Address table) {
        Entry entry = schema.find(table);
        return entry != null
                        && entry.object() instanceof Table part
                        && part.partitionOf() != null
                        && !part.partitionOf().parent().equals(table)
                ? root(part.partitionOf().parent())
                : table;
    }

    private @Nullable TableParts parts(Address table) {
        Entry entry = schema.find(table);
        Unit unit = entry == null ? null : schema.units().get(entry.id());
        return unit == null ? null : TableParts.of(unit);
    }
}
