package dev.backout.deploy;

import dev.backout.vault.Capture;

import java.time.Duration;
import java.util.List;

/// A migration that was applied.
///
/// @param migration its name
/// @param deployment the deployment's id, the origin of what was kept
/// @param took how long it took, tries and waiting included
/// @param tries how many it took
/// @param kept what was kept, in the order of destruction
/// @param given what had to be given up, since it must not be kept
/// @param way the way back
/// @param alone whether it ran outside of a transaction, as one statement that refuses one
public record Applied(
        String migration,
        String deployment,
        Duration took,
        int tries,
        List<Capture> kept,
        List<Capture> given,
        Forecast.Way way,
        boolean alone) {
    /// Copies the lists.
    public Applied {
        kept = List.copyOf(kept);
        given = List.copyOf(given);
    }
}
