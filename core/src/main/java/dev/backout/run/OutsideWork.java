package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;

import java.util.List;

/// Does steps outside of the database. Whoever runs steps knows them by this port only. A step may
/// have happened although nobody could write that down: hence the probe.
public interface OutsideWork {
    /// Who of them does a step.
    ///
    /// @throws BackoutException `journal-invalid` when nobody here can
    static OutsideWork of(Step.Outside step, List<OutsideWork> works) {
        for (OutsideWork work : works) {
            if (work.kind().equals(step.kind())) {
                return work;
            }
        }
        throw BackoutException.of(
                ErrorCode.JOURNAL_INVALID,
                "the run has a step of kind \"%s\", which this Backout cannot do"
                        .formatted(step.kind()),
                "use the Backout that began the run");
    }

    /// The kind of step that it does.
    String kind();

    /// Looks whether what the step refers to on this machine is there: nobody wants to find out
    /// half-way. Changes nothing.
    ///
    /// @throws dev.backout.error.BackoutException when it is not; nothing was begun
    default void insist(Step.Outside step) {}

    /// What doing the step would do now, for somebody who only wants to look; changes nothing.
    ///
    /// @return a line each; none when the title says it all
    default List<String> foresee(Step.Outside step) {
        return List.of();
    }

    /// Looks whether the step happened, after a process died that meant to do it. Changes nothing.
    /// Where doing what is done changes nothing, nobody has to look.
    ///
    /// @param run the run's id
    default Probe probe(Step.Outside step, String run) {
        return new Probe.NotHappened("whether it happened or not, it is done once more");
    }

    /// Does the step; a rest of an earlier try is cleared away first.
    ///
    /// @param diary told how far it is; keeps what the step notes on its way
    /// @return what was done, for the journal: places, sizes, checksums; no secrets
    /// @throws dev.backout.error.BackoutException when it cannot be done; the run stops
    String perform(Step.Outside step, String run, Diary diary);

    /// Undoes the step when a run is given up.
    Undone undo(Step.Outside step, String run);

    /// What was found.
    sealed interface Probe {
        /// It happened.
        ///
        /// @param what what is there, for the journal
        record Happened(String what) implements Probe {}

        /// It did not, or not to the end: it is done again.
        record NotHappened(String why) implements Probe {}
    }

    /// What became of a step when its run is given up.
    ///
    /// @param undone whether it is as if it had never been
    /// @param what what was done, or why it stays
    record Undone(boolean undone, String what) {}
}
