package dev.backout.run;

import java.util.List;

/// What became of a run that was given up.
///
/// @param id the run's id
/// @param undone the steps that were undone, the last one first
/// @param kept what stays, and why
public record AbortReport(String id, List<String> undone, List<String> kept) {
    /// Copies the lists.
    public AbortReport {
        undone = List.copyOf(undone);
        kept = List.copyOf(kept);
    }
}
