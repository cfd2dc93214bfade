package dev.backout.run;

import dev.backout.journal.Answer;
import dev.backout.sql.MessageOutcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The server's answers as the journal keeps them.
final class Answers {
    private Answers() {}

    static Answer of(String sql, MessageOutcome.Completed completed, Duration took) {
        List<String> lines = new ArrayList<>(completed.tags());
        completed.notices().forEach(notice -> lines.add(FirstLine.of(notice)));
        return new Answer(sql, String.join("; ", lines), took);
    }

    static Answer of(String sql, StepFailure failure, Duration took) {
        return new Answer(sql, "ERROR: " + failure.serverText(), took);
    }
}
