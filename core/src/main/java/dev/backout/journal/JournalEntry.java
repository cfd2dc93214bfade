package dev.backout.journal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What is going to be written into the journal.
///
/// @param step the step's number from 1; null when it is about the run
/// @param event what happened
/// @param title the step's title, or the run's plan
/// @param took how long; null when it took no time worth telling
/// @param message more about it, without row values; may be empty
/// @param answers the statements, and what came of each
public record JournalEntry(
        @Nullable Integer step,
        JournalEvent event,
        String title,
        @Nullable Duration took,
        String message,
        List<Answer> answers) {
    /// Copies the list.
    public JournalEntry {
        answers = List.copyOf(answers);
    }

    /// About the run as a whole.
    public static JournalEntry ofRun(JournalEvent event, String title, String message) {
        return new JournalEntry(null, event, title, null, message, List.of());
    }

    /// About a step, without statements.
    public static JournalEntry ofStep(
            NumberedStep step, JournalEvent event, @Nullable Duration took, String message) {
        return new JournalEntry(
                step.number(), event, step.step().title(), took, message, List.of());
    }
}
