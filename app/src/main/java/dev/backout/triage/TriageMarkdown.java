package dev.backout.triage;

import dev.backout.message.Subject;
import dev.backout.report.Block;
import dev.backout.report.Line;
import dev.backout.report.MarkdownWriter;

import java.util.ArrayList;
import java.util.List;

/// A triage for the channel of an incident.
public final class TriageMarkdown {
    private TriageMarkdown() {}

    /// The whole document.
    public static String text(TriageReport report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, Line.of("Triage of ").code(report.database())));
        blocks.add(new Block.Paragraph(Line.of("read at " + Subject.time(report.made()))));
        List<Line> suspects = new ArrayList<>();
        for (Suspect one : report.suspects()) {
            boolean first = suspects.isEmpty();
            suspects.add(
                    Line.of(first ? "suspect: " : "before it: ")
                            .code(one.name())
                            .plain(", ")
                            .prose(TriageLines.suspect(one, report.made())));
            if (first) {
                suspects.addAll(prose(TriageLines.about(one)));
            }
        }
        bullets("What was done", suspects, blocks);
        bullets("Open runs", prose(report.openRuns()), blocks);
        bullets(
                "Tables",
                report.tables().stream()
                        .map(one ->
                                Line.ofCode(one.table().text())
                                        .plain(": ")
                                        .prose(TriageLines.table(one)))
                        .toList(),
                blocks);
        bullets("Sessions", codes(TriageLines.sessions(report.sessions())), blocks);
        bullets(
                "Queries",
                report.queries().stream()
                        .map(one -> Line.of(TriageLines.load(one) + ": ").code(one.text()))
                        .toList(),
                blocks);
        bullets("Server", codes(report.server()), blocks);
        bullets("Not read", codes(report.unread()), blocks);
        checklist(report, blocks);
        blocks.add(new Block.Paragraph(Line.of("Next: ").code(report.next())));
        return new MarkdownWriter().document("", blocks);
    }

    private static void checklist(TriageReport report, List<Block> blocks) {
        blocks.add(new Block.Heading(3, Line.of("Checklist")));
        List<Line> open = new ArrayList<>();
        List<Line> done = new ArrayList<>();
        for (Check one : report.checklist()) {
            Line line = Line.of(one.what() + ": ").prose(one.text());
            String command = one.command();
            if (one.state() == Check.State.DONE) {
                done.add(line);
            } else {
                open.add(command == null ? line : line.plain(", ").code(command));
            }
        }
        if (!open.isEmpty()) {
            blocks.add(new Block.Tasks(open));
        }
        if (!done.isEmpty()) {
            blocks.add(new Block.Paragraph(Line.of("Fulfilled:")));
            blocks.add(new Block.Bullets(done));
        }
    }

    private static void bullets(String title, List<Line> lines, List<Block> blocks) {
        if (!lines.isEmpty()) {
            blocks.add(new Block.Heading(3, Line.of(title)));
            blocks.add(new Block.Bullets(lines));
        }
    }

    private static List<Line> prose(List<String> texts) {
        return texts.stream().map(text -> Line.of("").prose(text)).toList();
    }

    private static List<Line> codes(List<String> texts) {
        return texts.stream().map(Line::ofCode).toList();
    }
}
