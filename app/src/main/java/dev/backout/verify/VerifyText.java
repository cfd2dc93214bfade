package dev.backout.verify;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The report for people.
public final class VerifyText {
    private static final int WIDTH = 9;
    private static final int MOST_LINES = 20;

    private VerifyText() {}

    /// All lines.
    public static List<String> lines(VerifyReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        "verifies",
                        "run %s of %s on %s"
                                .formatted(
                                        report.run().id(),
                                        report.run().began().truncatedTo(ChronoUnit.SECONDS),
                                        report.place())));
        report.all().forEach(one -> add(one, lines));
        String open =
                report.open() == 0 ? "" : ", %d could not be compared".formatted(report.open());
        lines.add(
                report.good()
                        ? line(
                                "verified",
                                "%d of %d%s".formatted(report.right(), report.right(), open))
                        : line(
                                "WRONG",
                                "%d of %d%s"
                                        .formatted(
                                                report.wrong(),
                                                report.right() + report.wrong(),
                                                open)));
        return lines;
    }

    private static void add(Checked one, List<String> lines) {
        String about = one.about().isEmpty() ? "" : one.about() + ": ";
        switch (one.outcome()) {
            case Outcome.Good(String text) -> lines.add(line(one, "ok  " + about + text));
            case Outcome.Fact(String text) -> lines.add(line(one, "    " + about + text));
            case Outcome.NotCompared(String why) ->
                    lines.add(line(one, " -  " + about + "not compared: " + why));
            case Outcome.Wrong(String text, List<String> all) -> {
                lines.add(line(one, "NO  " + about + text));
                all.stream()
                        .limit(MOST_LINES)
                        .forEach(each -> lines.add(line("", "      " + each)));
                if (all.size() > MOST_LINES) {
                    lines.add(line("", "      and %d more".formatted(all.size() - MOST_LINES)));
                }
            }
        }
    }

    private static String line(Checked one, String text) {
        return line(one.kind().word(), text);
    }

    private static String line(String word, String text) {
        String label = word.isEmpty() ? "" : word + ":";
        return (label + " ".repeat(WIDTH + 2)).substring(0, WIDTH + 2) + text;
    }
}
