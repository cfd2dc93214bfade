package dev.backout.drill;

import dev.backout.backup.RestoreSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a drill found.
///
/// @param source which backup
/// @param server where it was restored; empty when it came to no restore
/// @param tool what restored it; empty when it came to no restore
/// @param entries how many entries it has
/// @param counts rows by table, as restored
/// @param restore how long the restore took
/// @param check how long comparing schema and counts took
/// @param age how old the backup is
/// @param rto how long a restore may take, or null
/// @param rpo how old it may be, or null
/// @param verdict what it came to
/// @param notes what a person should know
/// @param next what to try when this one is bad, or null
public record DrillReport(
        RestoreSource source,
        String server,
        String tool,
        int entries,
        Map<String, Long> counts,
        Duration restore,
        Duration check,
        Duration age,
        @Nullable Duration rto,
        @Nullable Duration rpo,
        DrillVerdict verdict,
        List<String> notes,
        @Nullable RestoreSource next) {
    /// Copies what it holds.
    public DrillReport {
        counts = Map.copyOf(counts);
        notes = List.copyOf(notes);
    }

    /// How long it takes until one has a database that was looked at.
    public Duration time() {
        return restore.plus(check);
    }

    /// Whether the restore was quick enough; true without a target.
    public boolean inTime() {
        return rto == null || time().compareTo(rto) <= 0;
    }

    /// Whether the backup is young enough; true without a target.
    public boolean youngEnough() {
        return rpo == null || age.compareTo(rpo) <= 0;
    }

    /// Whether the answer is yes.
    public boolean passed() {
        return verdict.good() && inTime() && youngEnough();
    }

    /// How many rows came back.
    public long rows() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
