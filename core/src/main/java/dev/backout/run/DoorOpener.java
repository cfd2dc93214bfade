package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Doors;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.records.RecordSchema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Opens by hand what a run left shut. Opening what is open changes nothing, so that it does not
/// matter whether the line of the journal is there when the process dies.
///
/// @param connection in autocommit mode; the journal is written by it
record DoorOpener(RunPlace place, Connection connection, String run, List<NumberedStep> steps) {
    /// Opens what is shut.
    ///
    /// @return what was opened, the last step first
    List<String> open() {
        Journal journal = new Journal(new RecordSchema(place.settings().schema()));
        Doors doors = Doors.of(journal, connection, run, steps);
        List<String> opened = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (NumberedStep shut : doors.shut().reversed()) {
            try {
                opened.add(opened(journal, shut));
            } catch (RuntimeException e) {
                // The others are opened all the same; all failures are told together.
                left.add(
                        "%s: %s"
                                .formatted(
                                        shut.step().title(),
                                        BackoutException.orDefect(e).getMessage()));
            }
        }
        if (!left.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "STILL SHUT: " + String.join("; ", left),
                    opened.isEmpty()
                            ? "nothing was opened; backout resume-writes %s tries again"
                                    .formatted(run)
                            : "the rest is open; backout resume-writes %s tries again"
                                    .formatted(run));
        }
        return opened;
    }

    private String opened(Journal journal, NumberedStep shut) {
        if (!(shut.step() instanceof Step.Outside outside)) {
            throw BackoutException.of(
                    ErrorCode.JOURNAL_INVALID,
                    "step %d of run %s shuts nothing".formatted(shut.number(), run),
                    "somebody changed the records: look at backout.step");
        }
        long began = System.nanoTime();
        OutsideWork.Undone undone = place.work(outside).undo(outside, run);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        JournalEntry line =
                JournalEntry.ofStep(shut, JournalEvent.UNDONE, took, "by hand: " + undone.what());
        return "%s: %s%s".formatted(outside.title(), undone.what(), written(journal, line));
    }

    /// It is open, whatever becomes of the line: what that means is said, and is no failure.
    private String written(Journal journal, JournalEntry line) {
        try {
            Transactions.run(
                    connection, () -> journal.write(connection, run, place.operator(), line));
            return "";
        } catch (SQLException e) {
            return "; that could not be written down (%s), so status goes on to call it shut"
                    .formatted(SqlFailure.text(e));
        }
    }
}
