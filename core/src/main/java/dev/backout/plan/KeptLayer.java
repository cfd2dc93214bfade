package dev.backout.plan;

import dev.backout.vault.Holding;
import dev.backout.vault.Layer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the vault holds of a migration that is undone by itself, or of all that are undone at once.
///
/// @param layer null when it is not told apart from others
/// @param holdings in the order of destruction
record KeptLayer(@Nullable Layer layer, List<Holding> holdings) {
    KeptLayer {
        holdings = List.copyOf(holdings);
    }
}
