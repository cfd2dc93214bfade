package dev.backout.status;

import dev.backout.migration.MigrationStatus;

import java.util.List;

/// What `status` found.
///
/// @param database the database for people
/// @param production whether mistakes hurt
/// @param historyTable the history table as SQL
/// @param major the server's major version
/// @param migrations every migration that history or directory knows, in order
/// @param barred what may not be applied, one line each
/// @param unfinished runs that stopped or whose process died, one line each
/// @param shut what runs shut for writes and have not opened again, one line each
/// @param vault what the vault holds in a phrase, `3 captures, 1.2 GB`; empty when it holds nothing
/// @param warming columns that are copied for a migration that is not applied yet, one line each
/// @param notes what is odd about directory and history, one sentence each
/// @param drift the live schema against the history
public record StatusReport(
        String database,
        boolean production,
        String historyTable,
        int major,
        List<StatusLine> migrations,
        List<String> barred,
        List<String> unfinished,
        List<String> shut,
        String vault,
        List<String> warming,
        List<String> notes,
        Drift drift) {
    /// Copies the lists.
    public StatusReport {
        migrations = List.copyOf(migrations);
        barred = List.copyOf(barred);
        unfinished = List.copyOf(unfinished);
        shut = List.copyOf(shut);
        warming = List.copyOf(warming);
        notes = List.copyOf(notes);
    }

    /// Whether history, directory and live schema agree as far as anybody looked; pending
    /// migrations are no disagreement.
    public boolean agrees() {
        return !(drift instanceof Drift.Found)
                && unfinished.isEmpty()
                && migrations.stream().map(StatusLine::status).allMatch(StatusReport::fine);
    }

    private static boolean fine(MigrationStatus status) {
        return switch (status.state()) {
            case FAILED -> false;
            case APPLIED -> !status.edited() && !status.missingOnDisk();
            case PENDING, ROLLED_BACK -> true;
        };
    }
}
