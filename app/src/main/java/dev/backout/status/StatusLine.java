package dev.backout.status;

import dev.backout.migration.MigrationStatus;

import org.jspecify.annotations.Nullable;

/// One migration of a status.
///
/// @param status history against directory
/// @param barred whether its script was backed out and may not be applied again
/// @param way how it could be backed out; [WayBack#UNKNOWN] unless it is applied and was looked up
/// @param failure why it failed, or null when it did not
public record StatusLine(
        MigrationStatus status, boolean barred, WayBack way, @Nullable StatusFailure failure) {
    /// The migration's name.
    public String name() {
        return status.name();
    }

    /// The state in a word or two: `applied`, `pending`, `barred`, `failed`, `rolled back`.
    public String word() {
        return barred ? "barred" : status.state().text();
    }

    /// Whether it is applied and nothing about it is odd.
    boolean plain() {
        return applied() && !status.edited() && !status.missingOnDisk() && status.notes().isEmpty();
    }

    /// Whether the history says so.
    boolean applied() {
        return status.state() == MigrationStatus.State.APPLIED;
    }
}
