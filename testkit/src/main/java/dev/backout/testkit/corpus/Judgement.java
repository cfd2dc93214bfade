package dev.backout.testkit.corpus;

import org.jspecify.annotations.Nullable;

/// What was found of one migration.
///
/// @param failure the server's message when the migration itself fails
/// @param changes whether the migration changes the schema
/// @param inverse how the claimed inverse did; null when none is claimed
/// @param down how the hand-written way back did; null when there is none
record Judgement(
        HistoryFile file,
        @Nullable Claim claim,
        @Nullable String failure,
        boolean changes,
        @Nullable Trial inverse,
        @Nullable Trial down) {}
