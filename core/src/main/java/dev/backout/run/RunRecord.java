package dev.backout.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The record of one run.
///
/// @param id its id
/// @param state `done`
/// @param migrations what was undone, newest first
/// @param databaseUser the role that it logged in as
/// @param operator operating system user and host
/// @param ci the CI job, or null
/// @param began when
/// @param took until the commit
/// @param planHash which plan
public record RunRecord(
        String id,
        String state,
        List<String> migrations,
        String databaseUser,
        String operator,
        @Nullable String ci,
        Instant began,
        Duration took,
        String planHash) {
    /// Copies the list.
    public RunRecord {
        migrations = List.copyOf(migrations);
    }
}
