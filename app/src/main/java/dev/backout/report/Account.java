package dev.backout.report;

import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// All that the records know of a run, and of the migrations that it undid.
///
/// @param run its record
/// @param place the database, for people
/// @param file the plan that was approved
/// @param steps what had to be done; empty when an older Backout ran it
/// @param lines the journal, oldest first; empty when an older Backout ran it
/// @param migrations what was undone
/// @param incident the incident or ticket, or null
/// @param made when this was read
public record Account(
        RunRecord run,
        String place,
        PlanFile file,
        List<NumberedStep> steps,
        List<JournalLine> lines,
        List<Migration> migrations,
        @Nullable String incident,
        Instant made) {
    public Account {
        steps = List.copyOf(steps);
        lines = List.copyOf(lines);
        migrations = List.copyOf(migrations);
    }

    /// A migration that the run undid, or settled.
    ///
    /// @param name what the history called it
    /// @param script its SQL, or null when nobody has it
    /// @param applied when it was applied, or null when that is not known
    /// @param error what the tool recorded of its failure, or null
    public record Migration(
            String name,
            @Nullable String script,
            @Nullable Instant applied,
            @Nullable String error) {}

    /// The lines of a step.
    List<JournalLine> of(NumberedStep step) {
        return lines.stream()
                .filter(line -> Integer.valueOf(step.number()).equals(line.entry().step()))
                .toList();
    }

    /// The lines of one kind.
    List<JournalLine> of(JournalEvent event) {
        return lines.stream().filter(line -> line.entry().event() == event).toList();
    }

    /// The line that tells that the plan's transaction is committed; null when it never was, or was
    /// undone again.
    @Nullable JournalLine transaction() {
        JournalLine done = null;
        for (NumberedStep step : steps) {
            if (step.step() instanceof Step.Transaction) {
                for (JournalLine line : of(step)) {
                    if (line.entry().event() == JournalEvent.DONE) {
                        done = line;
                    } else if (line.entry().event() == JournalEvent.UNDONE) {
                        done = null;
                    }
                }
            }
        }
        return done;
    }

    /// Whether the plan's transaction is committed.
    boolean undone() {
        return transaction() != null || (steps.isEmpty() && run.state() == RunState.DONE);
    }

    /// When the run ended, or null while it is open.
    @Nullable Instant ended() {
        List<JournalLine> ends = of(JournalEvent.ENDED);
        if (!ends.isEmpty()) {
            return ends.getLast().at();
        }
        return run.took() == null ? null : run.began().plus(run.took());
    }
}
