package dev.backout.cli;

import dev.backout.journal.Doors;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.run.RunEvent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Where a run stands, for whoever ends its process from outside. Safe for several threads: the one
/// that asks in the end is another one.
final class Standing {
    /// What the run shut and has not opened, by the steps' numbers.
    private final Map<Integer, String> shut = new ConcurrentSkipListMap<>();

    private volatile List<NumberedStep> steps = List.of();
    private volatile boolean back;

    /// The run has these steps.
    void about(List<NumberedStep> planned) {
        steps = List.copyOf(planned);
    }

    /// Another process left this shut.
    void shut(Doors doors) {
        doors.shut().forEach(this::shut);
    }

    /// It is being given up.
    void givingUp() {
        back = true;
    }

    /// Whether a step shuts something.
    boolean shuts(NumberedStep step) {
        return steps.stream()
                .map(NumberedStep::step)
                .anyMatch(other ->
                        other instanceof Step.Opening opening && opening.shut() == step.number());
    }

    /// Takes note of what happens.
    void hear(RunEvent event) {
        if (event instanceof RunEvent.StepBegins(NumberedStep step) && !back && shuts(step)) {
            shut(step);
        } else if (event instanceof RunEvent.Opened(NumberedStep opened)) {
            shut.remove(opened.number());
        } else if (event instanceof RunEvent.StepDone(NumberedStep done)
                && done.step() instanceof Step.Opening opening) {
            shut.remove(opening.shut());
        }
    }

    private void shut(NumberedStep step) {
        shut.put(step.number(), step.step().title());
    }

    /// What there is to say when the process is ended now.
    ///
    /// @param run the run's id; empty as long as it has not begun, and then there is nothing to say
    String lastWords(String run) {
        if (run.isEmpty()) {
            return "";
        }
        String goesOn =
                "interrupted: run %s is not at its end%n  hint: backout %s %s goes on"
                        .formatted(run, back ? "abort" : "resume", run);
        return shut.isEmpty()
                ? goesOn
                : "%s%n  hint: STILL SHUT: %s; backout resume-writes %s opens it"
                        .formatted(goesOn, String.join(", ", shut.values()), run);
    }
}
