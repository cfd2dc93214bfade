package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Doors;
import dev.backout.journal.Journal;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.records.RecordSchema;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/// What a run shut and has not opened again.
///
/// @param run its id
/// @param titles of the steps that shut it
public record ShutDoors(String run, List<String> titles) {
    /// Copies the list.
    public ShutDoors {
        titles = List.copyOf(titles);
    }

    /// What open runs have shut.
    ///
    /// @param records where they are; there need not be any
    public static List<ShutDoors> of(Connection connection, RecordSchema records) {
        return of(connection, new RunRecords(records).list(connection), records);
    }

    private static List<ShutDoors> of(
            Connection connection, List<RunRecord> all, RecordSchema records) {
        RunRecords runs = new RunRecords(records);
        List<ShutDoors> shut = new ArrayList<>();
        for (RunRecord run : all) {
            if (run.state().open() && records.journalled(connection)) {
                List<String> titles =
                        Doors.of(
                                        new Journal(records),
                                        connection,
                                        run.id(),
                                        runs.steps(connection, run.id()))
                                .shut()
                                .stream()
                                .map(step -> step.step().title())
                                .toList();
                if (!titles.isEmpty()) {
                    shut.add(new ShutDoors(run.id(), titles));
                }
            }
        }
        return shut;
    }

    /// Refuses what would meet a database that is shut.
    ///
    /// @throws BackoutException `locked`, with what opens it
    public static void insistOnNone(Connection connection, RecordSchema records) {
        insistOnNone(connection, new RunRecords(records).list(connection), records);
    }

    /// The same where all runs are known.
    static void insistOnNone(Connection connection, List<RunRecord> all, RecordSchema records) {
        List<ShutDoors> shut = of(connection, all, records);
        if (!shut.isEmpty()) {
            String run = shut.getFirst().run();
            throw BackoutException.of(
                    ErrorCode.LOCKED,
                    "writes are paused by " + shut.getFirst().text(),
                    "nothing was executed; backout resume %s, backout abort %s, or backout resume-writes %s"
                            .formatted(run, run, run));
        }
    }

    /// `run 01J...: pause writes: ...`.
    public String text() {
        return "run %s: %s".formatted(run, String.join(", ", titles));
    }

    /// What is shouted, with what opens it.
    public String shout() {
        return "%s (backout resume-writes %s opens it)".formatted(text(), run);
    }
}
