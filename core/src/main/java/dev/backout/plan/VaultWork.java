package dev.backout.plan;

import java.util.List;

/// What a plan does with the vault.
///
/// @param returns what comes back from it, counted in the vault
/// @param keeps what the way back takes away and puts into it, counted on the live database
/// @param captures the numbers of the captures that return: they are restored when the run commits
/// @param conflicts what was both destroyed and written anew since, counted on the live database
/// @param preferKept whether what was destroyed wins there; else it is set aside
public record VaultWork(
        List<Casualty> returns,
        List<Casualty> keeps,
        List<Long> captures,
        List<Casualty> conflicts,
        boolean preferKept) {
    /// Nothing.
    public static final VaultWork NONE =
            new VaultWork(List.of(), List.of(), List.of(), List.of(), false);

    /// Copies the lists.
    public VaultWork {
        returns = List.copyOf(returns);
        keeps = List.copyOf(keeps);
        captures = List.copyOf(captures);
        conflicts = List.copyOf(conflicts);
    }

    /// Whether the vault has nothing to do with it.
    public boolean none() {
        return returns.isEmpty() && keeps.isEmpty() && captures.isEmpty();
    }
}
