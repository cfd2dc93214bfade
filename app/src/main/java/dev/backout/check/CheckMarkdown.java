package dev.backout.check;

import dev.backout.ddl.Statement;
import dev.backout.error.Printable;
import dev.backout.observe.Loss;
import dev.backout.observe.hazard.Finding;
import dev.backout.proof.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A report as Markdown, for a comment on a pull request.
public final class CheckMarkdown {
    private CheckMarkdown() {}

    /// The whole report.
    public static String text(CheckReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(
                report.passed()
                        ? "### Backout: every migration can be undone as the policy demands"
                        : "### Backout: the policy is not met");
        lines.add("");
        lines.add("| migration | schema | class | data | old application | risk |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        report.migrations().forEach(migration -> lines.add(row(migration)));
        report.migrations().forEach(migration -> lines.addAll(details(migration)));
        lines.add("");
        lines.add(
                "%d checked on %s: %d proved."
                        .formatted(report.migrations().size(), report.server(), report.proved()));
        return String.join("\n", lines) + "\n";
    }

    private static String row(CheckedMigration migration) {
        var classification = migration.classification();
        if (classification == null || migration.data() == null) {
            return "| `%s` | does not run | | | | |".formatted(name(migration));
        }
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        name(migration),
                        Words.of(migration.proof().verdict()),
                        classification.changeClass().text(),
                        migration.data().effect(),
                        classification.oldAppSafe().safe() ? "safe" : "not safe",
                        Words.of(classification.risk()));
    }

    /// A name that neither ends the table's cell nor its line.
    private static String name(CheckedMigration migration) {
        return Printable.line(migration.name()).replace('`', '\'').replace("|", "\\|");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<String> details(CheckedMigration migration) {
        List<String> points = new ArrayList<>();
        if (migration.proof().broken() != null) {
            points.add(
                    "does not run: %s (line %d)"
                            .formatted(
                                    migration.proof().broken().message(),
                                    migration.proof().broken().position().line()));
        }
        points.addAll(reasons(migration.proof().verdict()));
        if (migration.data() != null) {
            migration.data().losses().stream()
                    .map(Loss::text)
                    .forEach(text -> points.add("loses " + text));
        }
        migration
                .breaches()
                .forEach(b -> points.add("**%s**; %s".formatted(b.message(), b.hint())));
        migration.findings().forEach(finding -> points.add(hazard(finding)));
        List<String> lines = new ArrayList<>();
        if (!points.isEmpty() || !migration.proof().inverse().isEmpty()) {
            lines.add("");
            lines.add("<details><summary><code>" + html(name(migration)) + "</code></summary>");
            lines.add("");
            points.forEach(point -> lines.add("- " + point));
            lines.addAll(inverse(migration.proof().inverse()));
            lines.add("");
            lines.add("</details>");
        }
        return lines;
    }

    private static String hazard(Finding finding) {
        return "`%s` %s%s"
                .formatted(
                        finding.hazard(),
                        finding.sentence(),
                        finding.line() > 0 ? " (line %d)".formatted(finding.line()) : "");
    }

    private static List<String> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved(List<String> notes) -> notes;
            case Verdict.Refuted(List<String> differences) -> differences;
            case Verdict.Unproved(List<String> reasons) -> reasons;
        };
    }

    private static List<String> inverse(List<Statement> statements) {
        if (statements.isEmpty()) {
            return List.of();
        }
        return List.of(
                "",
                "```sql",
                statements.stream().map(Statement::shownText).collect(Collectors.joining("\n")),
                "```");
    }
}
