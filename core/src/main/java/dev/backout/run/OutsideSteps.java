package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;

import java.sql.SQLException;
import java.time.Duration;

/// Does steps outside of the database: intent, deed, line.
///
/// @param process whose steps they are
record OutsideSteps(RunProcess process) {
    void perform(NumberedStep step, Step.Outside outside, boolean unsure) throws SQLException {
        OutsideWork work = work(outside);
        if (unsure) {
            switch (work.probe(outside, process.run())) {
                case OutsideWork.Probe.Happened(String what) -> {
                    process.note(step, JournalEvent.PROBED, Duration.ZERO, "it had happened");
                    process.note(step, JournalEvent.DONE, Duration.ZERO, what);
                    return;
                }
                case OutsideWork.Probe.NotHappened(String why) ->
                        process.note(step, JournalEvent.PROBED, Duration.ZERO, why);
            }
        }
        process.note(step, JournalEvent.INTENDED, Duration.ZERO, "");
        long began = System.nanoTime();
        String what =
                work.perform(
                        outside, process.run(), line -> process.tell(new RunEvent.Progress(line)));
        process.note(step, JournalEvent.DONE, Duration.ofNanos(System.nanoTime() - began), what);
    }

    /// Undoes a step that was done, or that may have been.
    void undo(NumberedStep step, Step.Outside outside) throws SQLException {
        long began = System.nanoTime();
        OutsideWork.Undone undone = work(outside).undo(outside, process.run());
        process.note(
                step,
                undone.undone() ? JournalEvent.UNDONE : JournalEvent.KEPT,
                Duration.ofNanos(System.nanoTime() - began),
                undone.what());
    }

    private OutsideWork work(Step.Outside outside) {
        for (OutsideWork work : process.place().outside()) {
            if (work.kind().equals(outside.kind())) {
                return work;
            }
        }
        throw BackoutException.of(
                ErrorCode.JOURNAL_INVALID,
                "the run has a step of kind \"%s\", which this Backout cannot do"
                        .formatted(outside.kind()),
                "use the Backout that began the run");
    }
}
