package dev.backout.doctor;

import dev.backout.error.Counted;

import java.util.ArrayList;
import java.util.List;

/// A diagnosis as lines for people: problems first, each with the command that mends it.
public final class DoctorText {
    private DoctorText() {}

    /// The whole diagnosis.
    public static List<String> lines(Diagnosis diagnosis) {
        int width =
                diagnosis.findings().stream()
                        .mapToInt(finding -> finding.topic().id().length())
                        .max()
                        .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            List<Finding> found = diagnosis.of(severity);
            if (!found.isEmpty()) {
                lines.add(heading(severity, found.size()));
                found.forEach(finding -> add(finding, width, lines));
                lines.add("");
            }
        }
        lines.add(
                diagnosis.runnable()
                        ? "nothing stands in the way of a run"
                        : "a run would fail or do harm: mend the problems first");
        return lines;
    }

    private static String heading(Severity severity, int count) {
        return switch (severity) {
            case PROBLEM -> Counted.of(count, "problem");
            case WARNING -> Counted.of(count, "warning");
            case NOTE -> Counted.of(count, "note");
            case OK -> "%d as it should be".formatted(count);
        };
    }

    private static void add(Finding finding, int width, List<String> lines) {
        String pad = " ".repeat(width + 4);
        lines.add(
                "  %s  %s"
                        .formatted(
                                finding.topic().id()
                                        + " ".repeat(width - finding.topic().id().length()),
                                plain(finding.title())));
        finding.details().forEach(detail -> lines.add(pad + plain(detail)));
        if (finding.remedy() != null) {
            lines.add(pad + "mend: " + plain(finding.remedy()));
        }
    }

    /// Names come from the database: one with a line break or an escape sequence must neither make
    /// a line of its own nor talk to the terminal.
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || isBidirectional(c) ? '?' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isBidirectional(int c) {
        return Character.getType(c) == Character.FORMAT;
    }
}
