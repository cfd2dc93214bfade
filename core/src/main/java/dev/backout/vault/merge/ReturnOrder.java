package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// In which order things return: what was destroyed last comes first, but rows come after those
/// that they refer to. Of one table everything returns in the order that it was destroyed in,
/// backwards. For one thread, once.
final class ReturnOrder {
    private final References references;
    private final List<Holding> ordered = new ArrayList<>();
    private final Set<Holding> seen = new HashSet<>();
    private List<Holding> holdings = List.of();
    private Function<Holding, @Nullable Address> tables = _ -> null;

    ReturnOrder(References references) {
        this.references = references;
    }

    /// @param holdings in the order of destruction
    /// @param tables the table of a holding as it was before the migration, or null
    List<Holding> of(List<Holding> holdings, Function<Holding, @Nullable Address> tables) {
        this.holdings = List.copyOf(holdings);
        this.tables = tables;
        holdings.reversed().forEach(this::visit);
        return List.copyOf(ordered);
    }

    private void visit(Holding holding) {
        if (!seen.add(holding)) {
            return;
        }
        newer(holding).forEach(this::visit);
        Address table = tables.apply(holding);
        if (table != null && isTable(holding)) {
            for (Constraint key : references.of(table)) {
                whole(key.references()).stream().filter(this::isReady).forEach(this::visit);
            }
        }
        ordered.add(holding);
    }

    /// Rows that were written after others had been emptied away were so in their place: those
    /// return behind them. What refers to the first was destroyed before the second came.
    private boolean isReady(Holding holding) {
        return newer(holding).stream()
                .allMatch(one -> seen.contains(one) || !(one.kept() instanceof Kept.WrittenRows));
    }

    /// What was destroyed of a table after that, the last first.
    private List<Holding> newer(Holding holding) {
        Address table = tables.apply(holding);
        return table == null
                ? List.of()
                : holdings
                        .subList(holdings.indexOf(holding) + 1, holdings.size())
                        .reversed()
                        .stream()
                        .filter(one -> table.equals(tables.apply(one)))
                        .toList();
    }

    /// The rows of a table that were destroyed together, the last first.
    private List<Holding> whole(@Nullable Address table) {
        return holdings.reversed().stream()
                .filter(one -> isTable(one) && Objects.equals(table, tables.apply(one)))
                .toList();
    }

    /// The foreign keys of a table that can be looked at when these rows return: not those to rows
    /// that return only later, because each side refers to the other.
    List<Constraint> settled(Holding holding, Address table) {
        List<Holding> there = ordered.subList(0, Math.max(0, ordered.indexOf(holding)));
        return references.of(table).stream()
                .filter(key -> there.containsAll(whole(key.references())))
                .toList();
    }

    private static boolean isTable(Holding holding) {
        return holding.kept() instanceof Kept.MovedTable
                || holding.kept() instanceof Kept.CopiedTable;
    }
}
