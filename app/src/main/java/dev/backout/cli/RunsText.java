package dev.backout.cli;

import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Runs and their journals as lines for people.
final class RunsText {
    private RunsText() {}

    static String line(RunRecord run) {
        Duration took = run.took();
        String incident = run.incident() == null ? "" : "  " + run.incident();
        return "%s  %s  %-8s  %s%s  %s%s"
                .formatted(
                        run.id(),
                        run.began().truncatedTo(ChronoUnit.SECONDS),
                        run.state().word(),
                        took == null ? "" : seconds(took) + "  ",
                        String.join(", ", run.migrations()),
                        who(run.databaseUser(), run.operator()),
                        incident);
    }

    /// Lines of a journal. What a step noted time and again is told once, as it was last.
    static List<String> lines(List<JournalLine> journal, int steps) {
        List<String> lines = new ArrayList<>();
        int noted = 0;
        for (int i = 0; i < journal.size(); i++) {
            noted++;
            if (i + 1 == journal.size() || !isNotedAgain(journal.get(i), journal.get(i + 1))) {
                String many = noted == 1 ? "" : " (the last of %d)".formatted(noted);
                lines.add(line(journal.get(i), steps) + many);
                noted = 0;
            }
        }
        return lines;
    }

    private static boolean isNotedAgain(JournalLine line, JournalLine next) {
        return line.entry().event() == JournalEvent.NOTED
                && next.entry().event() == JournalEvent.NOTED
                && Objects.equals(line.entry().step(), next.entry().step());
    }

    private static String line(JournalLine line, int steps) {
        JournalEntry entry = line.entry();
        String place = entry.step() == null ? "run" : "%d/%d".formatted(entry.step(), steps);
        Duration took = entry.took();
        String time = took == null || took.isZero() ? "" : " in " + seconds(took);
        String message = entry.message().isEmpty() ? "" : ":" + below(entry.message());
        return "  %s  %-5s %-10s %s%s%s"
                .formatted(
                        line.at().truncatedTo(ChronoUnit.SECONDS),
                        place,
                        entry.event().word(),
                        entry.title(),
                        time,
                        message);
    }

    /// Several lines stand under the first.
    private static String below(String message) {
        return message.contains("\n")
                ? "\n      " + message.replace("\n", "\n      ")
                : " " + message;
    }

    static String next(RunRecord open) {
        return "next: backout resume %s   or   backout abort %s".formatted(open.id(), open.id());
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1000.0);
    }

    private static String who(String databaseUser, Operator operator) {
        return "by %s (%s)".formatted(databaseUser, operator.text());
    }
}
