package dev.backout.journal;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/// What the steps of a run shut for a while: writes, or whatever else must not go on meanwhile. A
/// step shuts when a later one opens again what it shut. Immutable.
///
/// @param steps of the run
/// @param progress how far they are
public record Doors(List<NumberedStep> steps, StepProgress progress) {
    /// Copies the list.
    public Doors {
        steps = List.copyOf(steps);
    }

    /// Those of a run.
    ///
    /// @throws dev.backout.error.BackoutException `journal-invalid`
    public static Doors of(
            Journal journal, Connection connection, String run, List<NumberedStep> steps) {
        return new Doors(steps, StepProgress.of(run, steps, journal.lines(connection, run)));
    }

    /// The steps whose doors are shut or may be, in their order.
    public List<NumberedStep> shut() {
        List<NumberedStep> shut = new ArrayList<>();
        for (NumberedStep step : steps) {
            NumberedStep opening = opening(step);
            if (opening != null && !progress.done(opening) && progress.stands(step)) {
                shut.add(step);
            }
        }
        return shut;
    }

    /// Whether a step shuts something.
    public boolean shuts(NumberedStep step) {
        return opening(step) != null;
    }

    /// The step whose doors this one opens.
    ///
    /// @throws IndexOutOfBoundsException when somebody changed the records
    public NumberedStep shutBy(Step.Opening opening) {
        return steps.get(opening.shut() - 1);
    }

    private @Nullable NumberedStep opening(NumberedStep step) {
        for (NumberedStep other : steps) {
            if (other.step() instanceof Step.Opening(String _, int shut) && shut == step.number()) {
                return other;
            }
        }
        return null;
    }
}
