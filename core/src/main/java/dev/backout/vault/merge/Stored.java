package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.vault.Holding;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What lies in the vault, or hidden in its table, as it was, by the numbers of the captures: it
/// can come back as it is, in the same time at any size.
///
/// @param forms statements that make an empty table of the same form in the vault, or a column
/// @param large those that are too large to be read through while others wait
/// @param hiding the tables in which anything lies hidden, whoever dropped it
public record Stored(Map<Long, List<Statement>> forms, Set<Long> large, Set<Address> hiding) {
    /// There is nothing.
    public static final Stored NONE = new Stored(Map.of(), Set.of(), Set.of());

    /// Copies the collections.
    public Stored {
        forms = Map.copyOf(forms);
        large = Set.copyOf(large);
        hiding = Set.copyOf(hiding);
    }

    boolean isLarge(Holding holding) {
        return large.contains(holding.capture().id());
    }

    /// Whether its form is known.
    boolean has(Holding holding) {
        return forms.containsKey(holding.capture().id());
    }

    List<Statement> form(Holding holding) {
        return forms.getOrDefault(holding.capture().id(), List.of());
    }
}
