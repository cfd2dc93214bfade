package dev.backout.run;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.Operator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is noted where there is no run and so no journal, after a deployment: it goes with the
/// process. For one thread.
public final class MemoryDiary implements Diary {
    private final Consumer<String> progress;
    private final List<JournalLine> lines = new ArrayList<>();

    /// One that tells nobody.
    public MemoryDiary() {
        this(_ -> {});
    }

    /// @param progress told how far it is, in a few words
    public MemoryDiary(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public void progress(String line) {
        progress.accept(line);
    }

    @Override
    public void note(String message, List<Answer> answers) {
        lines.add(
                new JournalLine(
                        lines.size() + 1,
                        "",
                        new JournalEntry(1, JournalEvent.NOTED, "", null, message, answers),
                        Instant.now(),
                        "",
                        new Operator("", "")));
    }

    @Override
    public List<JournalLine> lines() {
        return List.copyOf(lines);
    }

    /// None: what a try noted that died is gone with its process.
    @Override
    public List<JournalLine> noted() {
        return List.of();
    }
}
