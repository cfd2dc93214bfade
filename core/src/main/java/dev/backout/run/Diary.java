package dev.backout.run;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalLine;

import java.util.List;

/// What a step outside of the database that takes its time tells while it is under way, and what
/// was told before. For one thread.
public interface Diary {
    /// Tells whoever watches how far it is, in a few words.
    void progress(String line);

    /// Writes a line about the step into the journal, where whoever goes on with it finds it.
    ///
    /// @param message without secrets and values of rows
    /// @param answers what was asked and answered
    /// @throws dev.backout.error.BackoutException when it cannot be written
    void note(String message, List<Answer> answers);

    /// All lines of the run, the oldest first.
    List<JournalLine> lines();

    /// What this step noted since it last failed, the oldest first: what a try left that died.
    List<JournalLine> noted();
}
