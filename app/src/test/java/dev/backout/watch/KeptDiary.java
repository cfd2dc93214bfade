package dev.backout.watch;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.Operator;
import dev.backout.run.Diary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A journal in memory of a step before the run and a step that watches.
final class KeptDiary implements Diary {
    final List<String> progress = new ArrayList<>();
    private final List<JournalLine> lines = new ArrayList<>();

    @Override
    public void progress(String line) {
        progress.add(line);
    }

    @Override
    public void note(String message, List<Answer> answers) {
        lines.add(
                new JournalLine(
                        lines.size() + 1,
                        "run",
                        new JournalEntry(1, JournalEvent.NOTED, "watch", null, message, answers),
                        Instant.now(),
                        "role",
                        new Operator("ann", "")));
    }

    @Override
    public List<JournalLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    public List<JournalLine> noted() {
        return lines.stream()
                .filter(line -> WatchNotes.means(List.of(line)).isEmpty())
                .filter(line -> !line.entry().answers().isEmpty())
                .toList();
    }

    /// What was noted of samples.
    List<JournalLine> samples() {
        return lines.stream().filter(line -> !WatchNotes.samples(line).isEmpty()).toList();
    }
}
