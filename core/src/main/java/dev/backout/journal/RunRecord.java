package dev.backout.journal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The record of one run.
///
/// @param id its id
/// @param state how far it is
/// @param migrations what is undone, newest first
/// @param databaseUser the role that it logged in as
/// @param operator who began it
/// @param began when
/// @param took from its beginning to its end, pauses between stop and resume included; null while
///   it is open
/// @param planHash which plan
/// @param incident the incident or ticket that it belongs to, or null
public record RunRecord(
        String id,
        RunState state,
        List<String> migrations,
        String databaseUser,
        Operator operator,
        Instant began,
        @Nullable Duration took,
        String planHash,
        @Nullable String incident) {
    /// Copies the list.
    public RunRecord {
        migrations = List.copyOf(migrations);
    }
}
