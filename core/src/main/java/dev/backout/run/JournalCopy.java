package dev.backout.run;

import dev.backout.journal.JournalLine;
import dev.backout.journal.RunRecord;

import java.util.List;

/// A copy of the journal outside of the database, for the day when the database is gone or was
/// restored.
public interface JournalCopy {
    /// No copy.
    JournalCopy NONE =
            new JournalCopy() {
                @Override
                public void write(RunRecord run, List<JournalLine> lines) {
                    // Nobody wants one.
                }

                @Override
                public long lastLine(String run) {
                    return 0;
                }
            };

    /// Makes the copy say what the journal says. Best effort: the run goes on without.
    void write(RunRecord run, List<JournalLine> lines);

    /// The number of the last line that the copy has; 0 when there is no copy here.
    long lastLine(String run);
}
