package dev.backout.run;

import dev.backout.database.Pipeline;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.Lease;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// One process at work on one run: its sessions, its lease, and what it works from. For one thread.
///
/// @param run the run's id
/// @param steps what there is to do
/// @param lease ours as long as this lives
record RunProcess(
        RunPlace place,
        OpenSessions sessions,
        String run,
        PlanFile file,
        List<NumberedStep> steps,
        Lease lease) {
    RunProcess {
        steps = List.copyOf(steps);
    }

    Plan plan() {
        return file.plan();
    }

    Connection worker() {
        return sessions.worker();
    }

    Connection watch() {
        return sessions.watch();
    }

    RecordSchema records() {
        return new RecordSchema(place.settings().schema());
    }

    RunRecords runs() {
        return new RunRecords(records());
    }

    Journal journal() {
        return new Journal(records());
    }

    PlanCheck check() {
        return new PlanCheck(file, place.tool(), records());
    }

    List<JournalLine> lines() {
        return journal().lines(watch(), run);
    }

    Snapshot catalog() {
        return sessions.catalog().read(place.settings().readingTimeout());
    }

    void tell(RunEvent event) {
        place.listener().accept(event);
    }

    /// A line about a step, in the caller's transaction.
    void write(Connection connection, JournalEntry entry) throws SQLException {
        journal().write(connection, run, place.operator(), entry);
    }

    /// A line in a transaction of its own.
    void note(JournalEntry entry) throws SQLException {
        lease.write(connection -> write(connection, entry));
        copy();
    }

    /// A line about a step, in a transaction of its own.
    void note(NumberedStep step, JournalEvent event, Duration took, String message)
            throws SQLException {
        note(JournalEntry.ofStep(step, event, took, message));
    }

    /// A line about the run, and its state with it.
    void note(JournalEvent event, RunState state, String message) throws SQLException {
        lease.write(connection -> {
            runs().state(connection, run, state);
            write(connection, JournalEntry.ofRun(event, title(), message));
        });
        copy();
    }

    /// What the run is about, in a few words.
    String title() {
        return StepPlanner.title(plan());
    }

    /// Makes the copy of the journal say what the journal says.
    void copy() {
        try {
            Pipeline asked = new Pipeline(watch());
            List<RunRecord> known = runs().known(asked, run);
            List<JournalLine> lines = journal().lines(asked, run);
            asked.send();
            RunRecord record = known.isEmpty() ? runs().find(watch(), run) : known.getFirst();
            place.copy().write(record, lines);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the journal failed", e);
        }
    }
}
