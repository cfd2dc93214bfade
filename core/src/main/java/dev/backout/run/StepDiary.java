package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Answer;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The journal of a run, for one of its steps.
///
/// @param process whose journal it is
/// @param step the step
record StepDiary(RunProcess process, NumberedStep step) implements Diary {
    @Override
    public void progress(String line) {
        process.tell(new RunEvent.Progress(line));
    }

    @Override
    public void note(String message, List<Answer> answers) {
        try {
            process.note(
                    new JournalEntry(
                            step.number(),
                            JournalEvent.NOTED,
                            step.step().title(),
                            null,
                            message,
                            answers));
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "writing into the journal failed", e);
        }
    }

    @Override
    public List<JournalLine> lines() {
        return process.lines();
    }

    @Override
    public List<JournalLine> noted() {
        List<JournalLine> noted = new ArrayList<>();
        for (JournalLine line : lines()) {
            if (Integer.valueOf(step.number()).equals(line.entry().step())) {
                if (line.entry().event() == JournalEvent.NOTED) {
                    noted.add(line);
                } else if (line.entry().event() == JournalEvent.FAILED) {
                    noted.clear();
                }
            }
        }
        return noted;
    }
}
