package dev.backout.journal;

import java.time.Instant;

/// A line of the journal, as it was read.
///
/// @param line its number; later lines have greater ones
/// @param run which run
/// @param entry what happened
/// @param at when, by the server's clock
/// @param databaseUser the role
/// @param operator who
public record JournalLine(
        long line,
        String run,
        JournalEntry entry,
        Instant at,
        String databaseUser,
        Operator operator) {}
