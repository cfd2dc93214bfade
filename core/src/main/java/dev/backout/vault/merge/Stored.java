package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.vault.Holding;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tables that lie in the vault as they were, by the numbers of their captures: they can come back
/// as they are, in the same time at any size.
///
/// @param forms statements that make an empty table of the same form in the vault
/// @param large those that are too large to be read through while others wait
public record Stored(Map<Long, List<Statement>> forms, Set<Long> large) {
    /// There are none.
    public static final Stored NONE = new Stored(Map.of(), Set.of());

    /// Copies the collections.
    public Stored {
        forms = Map.copyOf(forms);
        large = Set.copyOf(large);
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
