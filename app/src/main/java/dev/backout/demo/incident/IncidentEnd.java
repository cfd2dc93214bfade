package dev.backout.demo.incident;

import java.util.List;
import java.util.Map;

/// What was counted when all was over.
///
/// @param phases the parts of the evening, in order
/// @param acknowledged orders that the shop acknowledged
/// @param missing those of them that are not there as they were ordered
/// @param paused how long writes were paused
/// @param keyboard what people typed from the first sign of trouble to the end
/// @param messages how many of each kind went out
/// @param shut what is still shut
/// @param differences of the schema now against the schema before the bad migration
/// @param failed commands that ended with another status than 0
/// @param size bytes of the table of orders with its indexes
public record IncidentEnd(
        List<Phase> phases,
        long acknowledged,
        long missing,
        Paused paused,
        Keyboard keyboard,
        Map<String, Integer> messages,
        List<String> shut,
        List<String> differences,
        List<String> failed,
        long size) {
    /// Copies what it is given.
    public IncidentEnd {
        phases = List.copyOf(phases);
        shut = List.copyOf(shut);
        differences = List.copyOf(differences);
        failed = List.copyOf(failed);
    }

    /// Whether it ended as it has to: no acknowledged order is missing, the doors are open, the
    /// schema is the one before, every command did what it was typed for, and the shop works.
    public boolean well() {
        return missing == 0
                && shut.isEmpty()
                && differences.isEmpty()
                && failed.isEmpty()
                && phases.getLast().failed() == 0;
    }
}
