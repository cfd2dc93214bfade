package dev.backout.vault;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A capture as it lies in the vault at this moment.
///
/// @param capture what was kept
/// @param migration the migration that destroyed it, or null when a run did
/// @param keptAt when
/// @param keepUntil until when it was asked to stay, or null
/// @param bytes the room that it takes, indexes included; 0 when it is no longer there
/// @param present whether it still lies there
/// @param setAside how many of its rows and values a run did not put back
/// @param conflicts how many of these were written anew
public record InventoryLine(
        Capture capture,
        @Nullable String migration,
        Instant keptAt,
        @Nullable Instant keepUntil,
        long bytes,
        boolean present,
        long setAside,
        long conflicts) {}
