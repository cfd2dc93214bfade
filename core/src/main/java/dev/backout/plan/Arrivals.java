package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.merge.Returning;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Where the values of columns come from that come back. Immutable.
///
/// @param fills SQL expressions, by column
/// @param returning what comes out of the vault
/// @param missing how many rows it holds nothing of, by the number of the capture, where the vault
///   itself cannot be asked
record Arrivals(Map<Address, String> fills, List<Returning> returning, Map<Long, Count> missing) {
    Arrivals {
        fills = Map.copyOf(fills);
        returning = List.copyOf(returning);
        missing = Map.copyOf(missing);
    }

    Arrivals(Map<Address, String> fills, List<Returning> returning) {
        this(fills, returning, Map.of());
    }

    Arrivals(Map<Address, String> fills, List<Returning> returning, KeptData kept) {
        this(fills, returning, kept.missing());
    }

    /// Nothing comes out of the vault.
    static Arrivals filled(Map<Address, String> fills) {
        return new Arrivals(fills, List.of());
    }

    /// Whether every row gets a value.
    boolean complete(Address column) {
        return fills.containsKey(column);
    }

    /// The rows of a table that get no value for a column that comes back.
    ///
    /// @param table as it is called today
    Search without(Address table, Address column) {
        Returning kept = ofColumn(column);
        if (kept == null || kept.unkept().isEmpty()) {
            return new Search.Rows(table);
        }
        String rows =
                "FROM %s t WHERE %s".formatted(Identifiers.dotted(table.path()), kept.unkept());
        String all = "SELECT t.tableoid, t.ctid " + rows;
        Count counted = missing.get(kept.holding().capture().id());
        if (counted != null) {
            return new Search.Counted(table, counted, all);
        }
        return new Search.Query(
                "SELECT count(*) " + rows,
                "SELECT t.* %s LIMIT %d".formatted(rows, Search.MOST),
                all);
    }

    private @Nullable Returning ofColumn(Address column) {
        return returning.stream()
                .filter(one ->
                        one.holding().kept() instanceof Kept.DroppedColumn
                                || one.holding().kept() instanceof Kept.HiddenColumn)
                .filter(one -> one.object().equals(column))
                .findFirst()
                .orElse(null);
    }

    /// The expression that a column is filled from, or null.
    @Nullable String fill(Address column) {
        return fills.get(column);
    }
}
