package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Replica;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An inverse with columns that are filled on the way: they come back without NOT NULL and without
/// the constraints that they are part of, get their values, and then all that.
final class FilledInverse {
    private final Replica replica;
    private final Ddl ddl;
    private final Map<Address, String> fills;

    FilledInverse(Replica replica, Ddl ddl, Map<Address, String> fills) {
        this.replica = replica;
        this.ddl = ddl;
        this.fills = fills;
    }

    /// As [InverseBuilder#build] has it.
    Inverse build(Snapshot before, Snapshot after) {
        InverseBuilder builder = new InverseBuilder(ddl, replica);
        if (fills.isEmpty()) {
            return builder.build(before, after);
        }
        Snapshot open = opened(before);
        Inverse first = builder.build(open, after);
        if (!(first instanceof Inverse.Reversible(List<List<Statement>> stages))) {
            return first;
        }
        List<List<Statement>> all = new ArrayList<>(stages);
        try {
            List<Statement> updates = updates();
            Snapshot filled = replica.apply(updates);
            all.add(updates);
            Inverse second = builder.build(before, filled);
            if (!(second instanceof Inverse.Reversible(List<List<Statement>> rest))) {
                return second;
            }
            all.addAll(rest);
            return new Inverse.Reversible(all);
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    private List<Statement> updates() {
        List<Statement> updates = new ArrayList<>();
        fills.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(fill -> updates.add(update(fill.getKey(), fill.getValue())));
        return updates;
    }

    private static Statement update(Address column, String expression) {
        String name = Identifiers.quote(column.name());
        return new Statement(
                "UPDATE %s SET %s = (%s) WHERE %s IS NULL"
                        .formatted(
                                Identifiers.dotted(column.table().path()), name, expression, name));
    }

    /// The schema to come to, with the filled columns open to NULL.
    private Snapshot opened(Snapshot before) {
        Set<CatalogId> away = new HashSet<>();
        List<Unit> fresh = new ArrayList<>();
        for (Unit unit : before.units().values()) {
            if (unit.entries().stream().anyMatch(e -> fills.containsKey(e.address()))) {
                fresh.add(new Unit(unit.root(), opened(unit.entries()), unit.dependencies()));
            }
            unit.entries().stream()
                    .filter(entry -> isInTheWay(entry.object()))
                    .forEach(entry -> away.add(entry.id()));
        }
        return before.with(List.of(), fresh).withoutObjects(away);
    }

    private List<Entry> opened(List<Entry> entries) {
        return entries.stream()
                .map(entry ->
                        entry.object() instanceof Column column
                                        && fills.containsKey(column.address())
                                ? new Entry(entry.id(), nullable(column))
                                : entry)
                .toList();
    }

    private boolean isInTheWay(DbObject object) {
        return switch (object) {
            case Constraint constraint ->
                    isFilled(constraint.address().table())
                                    && constraint.columns().stream()
                                            .anyMatch(name ->
                                                    isFilled(constraint.address().table(), name))
                            || constraint.references() != null && isFilled(constraint.references());
            case Index index -> index.unique() && isFilled(index.table());
            default -> false;
        };
    }

    private boolean isFilled(Address table) {
        return fills.keySet().stream().anyMatch(column -> column.table().equals(table));
    }

    private boolean isFilled(Address table, String name) {
        return fills.keySet().stream()
                .anyMatch(column -> column.table().equals(table) && column.name().equals(name));
    }

    private static Column nullable(Column column) {
        return new Column(
                column.address(),
                column.type(),
                column.collation(),
                null,
                column.defaultExpression(),
                column.generation(),
                column.identity(),
                column.storage(),
                column.compression(),
                column.statistics(),
                column.options(),
                column.foreignOptions(),
                column.inherited(),
                column.standing());
    }
}
