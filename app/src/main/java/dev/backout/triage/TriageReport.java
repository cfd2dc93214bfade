package dev.backout.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What `triage` found.
///
/// @param database the database and its environment, for people
/// @param made when it was read
/// @param took how long that took
/// @param suspects what may be behind the trouble, the likeliest first
/// @param openRuns runs that are not at their end, one line each
/// @param tables what the first suspect's SQL names
/// @param sessions sessions at work
/// @param queries what costs the server most, those on these tables first
/// @param server standbys, replicas, prepared transactions: one line each
/// @param unread what could not be read, and why
/// @param checklist what the way back needs
/// @param next the command to type now
public record TriageReport(
        String database,
        Instant made,
        Duration took,
        List<Suspect> suspects,
        List<String> openRuns,
        List<AffectedTable> tables,
        List<LiveSession> sessions,
        List<QueryLoad> queries,
        List<String> server,
        List<String> unread,
        List<Check> checklist,
        String next) {
    /// Copies the lists.
    public TriageReport {
        suspects = List.copyOf(suspects);
        openRuns = List.copyOf(openRuns);
        tables = List.copyOf(tables);
        sessions = List.copyOf(sessions);
        queries = List.copyOf(queries);
        server = List.copyOf(server);
        unread = List.copyOf(unread);
        checklist = List.copyOf(checklist);
    }
}
