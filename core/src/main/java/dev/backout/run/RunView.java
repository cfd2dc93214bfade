package dev.backout.run;

import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunRecord;

import java.util.List;

/// How far an open run is.
///
/// @param done steps that are done
/// @param left steps that resuming it would do
/// @param doubts why giving it up would not give back what there was; empty when it would
public record RunView(
        RunRecord record, List<NumberedStep> done, List<NumberedStep> left, List<String> doubts) {
    /// Copies the lists.
    public RunView {
        done = List.copyOf(done);
        left = List.copyOf(left);
        doubts = List.copyOf(doubts);
    }
}
