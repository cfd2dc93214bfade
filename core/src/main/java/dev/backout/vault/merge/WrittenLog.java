package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was written into a table, as one log: a run may have written a table several times, between
/// others, and rows of those refer to all of it. Immutable.
///
/// @param holdings of [Kept.WrittenRows], the last one first; all have the same columns
/// @param table as it was called before the migration
public record WrittenLog(List<Holding> holdings, Address table) {
    /// Copies the list.
    public WrittenLog {
        holdings = List.copyOf(holdings);
    }

    /// A log of its own.
    public WrittenLog(Holding holding, Address table) {
        this(List.of(holding), table);
    }

    /// What was written last.
    Holding last() {
        return holdings.getFirst();
    }

    /// Whether what was written before that has the same columns, and so belongs to the same log.
    boolean joins(WrittenLog older) {
        return table.equals(older.table)
                && last().kept() instanceof Kept.WrittenRows ours
                && older.last().kept() instanceof Kept.WrittenRows others
                && ours.columns().equals(others.columns())
                && ours.key().equals(others.key())
                && types(last()).equals(types(older.last()));
    }

    /// This and what was written before it.
    WrittenLog joined(WrittenLog older) {
        return new WrittenLog(
                Stream.concat(holdings.stream(), older.holdings.stream()).toList(), table);
    }

    private static Map<String, String> types(Holding holding) {
        return holding.columns().stream()
                .collect(Collectors.toMap(ColumnRef::name, ColumnRef::type));
    }

    /// The query for its events, numbered in their order.
    String events(Vault vault) {
        List<String> parts = new ArrayList<>();
        StringBuilder earlier = new StringBuilder();
        for (Holding holding : holdings.reversed()) {
            String log = vault.sql(holding.kept().place());
            parts.add(
                    "SELECT %s%s AS %1$s, %s FROM %s"
                            .formatted(Kept.EVENT, earlier, others(holding), log));
            earlier.append(" + (SELECT coalesce(max(%s), 0) FROM %s)".formatted(Kept.EVENT, log));
        }
        return String.join("\n    UNION ALL\n    ", parts);
    }

    private static String others(Holding holding) {
        return holding.columns().stream()
                .map(ColumnRef::name)
                .filter(name -> !name.equals(Kept.EVENT))
                .sorted()
                .map(Identifiers::quote)
                .collect(Collectors.joining(", "));
    }
}
