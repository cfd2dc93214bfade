package dev.backout.journal;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How far each step is, by the journal.
///
/// @param last the last line of each step that says so
public record StepProgress(Map<Integer, JournalEvent> last) {
    /// Copies the map.
    public StepProgress {
        last = Map.copyOf(last);
    }

    /// Reads the journal against the steps.
    ///
    /// @throws BackoutException `journal-invalid` when a line is about a step that is not there, or
    ///   calls it something else
    public static StepProgress of(String run, List<NumberedStep> steps, List<JournalLine> lines) {
        Map<Integer, JournalEvent> last = new HashMap<>();
        for (JournalLine line : lines) {
            Integer number = line.entry().step();
            if (number == null) {
                continue;
            }
            if (number < 1
                    || number > steps.size()
                    || !Objects.equals(
                            steps.get(number - 1).step().title(), line.entry().title())) {
                throw BackoutException.of(
                        ErrorCode.JOURNAL_INVALID,
                        "line %d of the journal of run %s is about step %d, \"%s\", which is not that run's step"
                                .formatted(line.line(), run, number, line.entry().title()),
                        "nothing was executed; somebody changed the records: look at"
                                + " backout.step and backout.journal");
            }
            switch (line.entry().event()) {
                case INTENDED, DONE, FAILED, UNDONE, KEPT -> last.put(number, line.entry().event());
                case BEGUN,
                        RESUMED,
                        WAITED,
                        PROBED,
                        ABORTING,
                        NOT_UNDONE,
                        TERMINATED,
                        DIAGNOSED,
                        PUT_BACK,
                        NOTED,
                        TOLD,
                        NOT_TOLD,
                        ENDED -> {}
            }
        }
        return new StepProgress(last);
    }

    /// Whether the step is done, and was not undone.
    public boolean done(NumberedStep step) {
        JournalEvent event = last.get(step.number());
        return event == JournalEvent.DONE || event == JournalEvent.KEPT;
    }

    /// Whether somebody meant to do it and nobody wrote what came of it.
    public boolean unsure(NumberedStep step) {
        return last.get(step.number()) == JournalEvent.INTENDED;
    }

    /// Whether something of the step may stand: it was done, or tried, or meant to be done.
    public boolean stands(NumberedStep step) {
        JournalEvent event = last.get(step.number());
        return event == JournalEvent.DONE
                || event == JournalEvent.INTENDED
                || event == JournalEvent.FAILED;
    }

    /// Whether the step was done or tried, and undone.
    public boolean undone(NumberedStep step) {
        return last.get(step.number()) == JournalEvent.UNDONE;
    }

    /// Whether the step is settled when a run is given up.
    public boolean settled(NumberedStep step) {
        JournalEvent event = last.get(step.number());
        return event == null || event == JournalEvent.UNDONE || event == JournalEvent.KEPT;
    }

    /// Whether the transaction is committed that the run is about.
    public boolean committed(List<NumberedStep> steps) {
        return steps.stream()
                .anyMatch(step -> step.step() instanceof Step.Transaction && done(step));
    }

    /// Whether any step is done.
    public boolean anyDone() {
        return last.containsValue(JournalEvent.DONE);
    }
}
