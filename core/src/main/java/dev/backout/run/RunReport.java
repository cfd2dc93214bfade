package dev.backout.run;

import dev.backout.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a run that committed did, and what was found afterwards.
///
/// @param id the run's id, by which its record is found
/// @param database the database's name
/// @param began when
/// @param took from its beginning to its end, pauses between stop and resume included
/// @param tries how many tries the transaction took; 0 when an earlier process did it
/// @param migrations what was undone, newest first
/// @param statements how many statements of the inverse ran
/// @param removedRows how many rows of the migration tool's history were deleted or marked
/// @param vault what the vault had to do with it, one phrase each; none when an earlier process did
///   the transaction
/// @param plan what was carried out
/// @param deviations what afterwards is not as it has to be; empty when all is well
/// @param changedMeanwhile what others changed elsewhere in the schema while it ran
public record RunReport(
        String id,
        String database,
        Instant began,
        @Nullable Duration took,
        int tries,
        List<String> migrations,
        int statements,
        int removedRows,
        List<String> vault,
        Plan plan,
        List<String> deviations,
        List<String> changedMeanwhile) {
    /// Copies the lists.
    public RunReport {
        migrations = List.copyOf(migrations);
        vault = List.copyOf(vault);
        deviations = List.copyOf(deviations);
        changedMeanwhile = List.copyOf(changedMeanwhile);
    }
}
