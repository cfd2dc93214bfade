package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// In which order things return: what was destroyed last comes first, but rows come after those
/// that they refer to. For one thread, once.
final class ReturnOrder {
    private final References references;
    private final Map<Address, Integer> places = new HashMap<>();

    ReturnOrder(References references) {
        this.references = references;
    }

    /// @param holdings in the order of destruction
    /// @param tables the table of a holding as it was before the migration, or null
    List<Holding> of(List<Holding> holdings, Function<Holding, @Nullable Address> tables) {
        Map<Address, Holding> rows = new HashMap<>();
        for (Holding holding : holdings) {
            Address table = tables.apply(holding);
            if (table != null && isTable(holding)) {
                rows.put(table, holding);
            }
        }
        List<Holding> ordered = new ArrayList<>();
        Set<Holding> seen = new HashSet<>();
        for (Holding holding : holdings.reversed()) {
            visit(holding, tables, rows, seen, ordered);
        }
        for (int i = 0; i < ordered.size(); i++) {
            Address table = tables.apply(ordered.get(i));
            if (table != null && isTable(ordered.get(i))) {
                places.put(table, i);
            }
        }
        return ordered;
    }

    private void visit(
            Holding holding,
            Function<Holding, @Nullable Address> tables,
            Map<Address, Holding> rows,
            Set<Holding> seen,
            List<Holding> ordered) {
        if (!seen.add(holding)) {
            return;
        }
        Address table = tables.apply(holding);
        if (table != null && isTable(holding)) {
            for (Constraint key : references.of(table)) {
                Holding target = rows.get(key.references());
                if (target != null) {
                    visit(target, tables, rows, seen, ordered);
                }
            }
        }
        ordered.add(holding);
    }

    /// The foreign keys of a table that can be looked at when its rows return: not those to rows
    /// that return only later, because each side refers to the other.
    List<Constraint> settled(Address table) {
        int own = places.getOrDefault(table, Integer.MAX_VALUE);
        return references.of(table).stream()
                .filter(key -> places.getOrDefault(key.references(), -1) < own)
                .toList();
    }

    private static boolean isTable(Holding holding) {
        return holding.kept() instanceof Kept.MovedTable
                || holding.kept() instanceof Kept.CopiedTable;
    }
}
