package dev.backout.run;

import dev.backout.journal.NumberedStep;

import java.time.Duration;
import java.util.List;

/// What happens while a run is under way, for whoever watches.
public sealed interface RunEvent {
    /// A run is laid down, or taken up again.
    ///
    /// @param run its id
    /// @param resumed whether it had begun before
    record RunBegins(String run, boolean resumed) implements RunEvent {}

    /// A step begins.
    record StepBegins(NumberedStep step) implements RunEvent {}

    /// A step outside of the database tells how far it is.
    record Progress(String line) implements RunEvent {}

    /// The transaction begins.
    ///
    /// @param number which try, from 1
    /// @param of how many there are at most
    record Began(int number, int of) implements RunEvent {}

    /// A statement of the inverse is sent.
    ///
    /// @param number which one, from 1
    /// @param of how many there are
    /// @param statement its first line
    record Executing(int number, int of, String statement) implements RunEvent {}

    /// Others hold what the run waits for; told when they are first seen and when they change.
    record Blocked(List<Blocker> blockers) implements RunEvent {
        /// Copies the list.
        public Blocked {
            blockers = List.copyOf(blockers);
        }
    }

    /// A session that was in the way was ended, as was asked for.
    ///
    /// @param ended whether the server did so; our role may lack the right
    record Terminated(Blocker blocker, boolean ended) implements RunEvent {}

    /// Everything was undone because a lock was not to be had; it is tried again.
    ///
    /// @param doing what waited
    /// @param pause how long from now
    record WillRetry(String doing, Duration pause) implements RunEvent {}

    /// A step failed, and this is what was found; the failure itself is thrown.
    ///
    /// @param lines see [Diagnosis]
    record Diagnosed(NumberedStep step, List<String> lines) implements RunEvent {
        /// Copies the list.
        public Diagnosed {
            lines = List.copyOf(lines);
        }
    }

    /// A step is done.
    record StepDone(NumberedStep step) implements RunEvent {}

    /// What this step had shut is open again: the run stopped before it backed anything out, or is
    /// given up.
    record Opened(NumberedStep shut) implements RunEvent {}

    /// The transaction is committed.
    ///
    /// @param run the run's id
    record Committed(String run) implements RunEvent {}
}
