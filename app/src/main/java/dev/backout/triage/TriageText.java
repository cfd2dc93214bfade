package dev.backout.triage;

import dev.backout.backup.Sizes;
import dev.backout.error.Printable;
import dev.backout.message.Subject;

import java.util.ArrayList;
import java.util.List;

/// A triage as lines for people: what was done first, the next command last.
public final class TriageText {
    private static final int WIDTH = 11;

    private final List<String> lines = new ArrayList<>();

    private TriageText() {}

    /// All of it.
    public static List<String> lines(TriageReport report) {
        TriageText text = new TriageText();
        text.say(
                "triage",
                "%s at %s, read in %s"
                        .formatted(
                                report.database(),
                                Subject.time(report.made()),
                                Sizes.time(report.took())));
        text.suspects(report);
        report.openRuns().forEach(run -> text.say("RUN OPEN", run));
        text.block(
                "tables",
                report.tables().stream()
                        .map(one -> one.table().text() + ": " + TriageLines.table(one))
                        .toList());
        text.block("sessions", TriageLines.sessions(report.sessions()));
        text.block(
                "queries",
                report.queries().stream()
                        .map(one -> TriageLines.load(one) + ": " + one.text())
                        .toList());
        text.block("server", report.server());
        text.block("NOT READ", report.unread());
        text.lines.add("");
        text.lines.add("checklist:");
        report.checklist().forEach(text::check);
        text.lines.add("");
        text.say("next", report.next());
        return text.lines;
    }

    private void suspects(TriageReport report) {
        if (report.suspects().isEmpty()) {
            say("suspect", report.unread().isEmpty() ? "nothing was applied here" : "not known");
            return;
        }
        Suspect first = report.suspects().getFirst();
        say("SUSPECT", "%s: %s".formatted(first.name(), TriageLines.suspect(first, report.made())));
        TriageLines.about(first).forEach(line -> say("", line));
        report.suspects().stream()
                .skip(1)
                .forEach(one ->
                        say(
                                "before it",
                                "%s: %s"
                                        .formatted(
                                                one.name(),
                                                TriageLines.suspect(one, report.made()))));
    }

    private void check(Check check) {
        String box =
                switch (check.state()) {
                    case DONE -> "[x]";
                    case OPEN -> "[ ]";
                    case UNKNOWN -> "[?]";
                };
        lines.add(Printable.line("  %s %s".formatted(box, TriageLines.check(check))));
        if (check.command() != null) {
            lines.add(Printable.line("      " + check.command()));
        }
    }

    private void block(String word, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            say(i == 0 ? word : "", texts.get(i));
        }
    }

    private void say(String word, String text) {
        String label = word.isEmpty() ? "" : word + ":";
        lines.add(label + " ".repeat(Math.max(1, WIDTH - label.length())) + Printable.line(text));
    }
}
