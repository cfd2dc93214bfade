package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Doors;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        String what = work.perform(outside, process.run(), new StepDiary(process, step));
        process.note(step, JournalEvent.DONE, since(began), what);
    }

    /// Undoes a step that was done, or that may have been.
    void undo(NumberedStep step, Step.Outside outside) throws SQLException {
        long began = System.nanoTime();
        OutsideWork.Undone undone = work(outside).undo(outside, process.run());
        process.note(
                step,
                undone.undone() ? JournalEvent.UNDONE : JournalEvent.KEPT,
                since(began),
                undone.what());
    }

    /// Opens what an earlier step shut; that it is open already is no failure.
    void open(NumberedStep opening, NumberedStep shut) throws SQLException {
        process.note(opening, JournalEvent.INTENDED, Duration.ZERO, "");
        long began = System.nanoTime();
        OutsideWork.Undone undone = undone(shut);
        process.note(opening, JournalEvent.DONE, since(began), undone.what());
    }

    /// The doors that are shut, or may be.
    Doors doors() {
        return Doors.of(process.journal(), process.watch(), process.run(), process.steps());
    }

    /// Opens all doors that a run leaves shut which stops before anything was backed out.
    ///
    /// @return what could not be opened, and why; empty when all doors are as they were
    List<String> reopen() throws SQLException {
        List<String> left = new ArrayList<>();
        for (NumberedStep shut : doors().shut().reversed()) {
            String failure = reopen(shut);
            if (failure != null) {
                left.add("%s: %s".formatted(shut.step().title(), failure));
            }
        }
        return left;
    }

    private @Nullable String reopen(NumberedStep shut) throws SQLException {
        long began = System.nanoTime();
        OutsideWork.Undone undone;
        try {
            undone = undone(shut);
        } catch (RuntimeException e) {
            // A defect in one must not keep the others shut.
            String why = String.valueOf(BackoutException.orDefect(e).getMessage());
            process.note(shut, JournalEvent.NOT_UNDONE, since(began), why);
            return why;
        }
        process.note(shut, JournalEvent.UNDONE, since(began), undone.what());
        process.tell(new RunEvent.Opened(shut));
        return null;
    }

    private OutsideWork.Undone undone(NumberedStep shut) {
        if (!(shut.step() instanceof Step.Outside outside)) {
            throw BackoutException.of(
                    ErrorCode.JOURNAL_INVALID,
                    "step %d of the run shuts nothing".formatted(shut.number()),
                    "somebody changed the records: look at backout.step");
        }
        return work(outside).undo(outside, process.run());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private OutsideWork work(Step.Outside outside) {
        return process.place().work(outside);
    }
}
