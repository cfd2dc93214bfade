package dev.backout.report;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// The report of a run in a format.
public final class Report {
    private final Sections sections;

    /// @param account of which run
    /// @param showValues whether server messages are shown with the values of rows
    public Report(Account account, boolean showValues) {
        this.sections = new Sections(account, new Mask(showValues));
    }

    /// As Markdown.
    ///
    /// @param template the team's own, or null
    /// @throws dev.backout.error.BackoutException `usage` about the template
    public String markdown(@Nullable Template template) {
        return text(new MarkdownWriter(), template);
    }

    /// As HTML: one file that needs no other.
    ///
    /// @param template the team's own, or null
    /// @throws dev.backout.error.BackoutException `usage` about the template
    public String html(@Nullable Template template) {
        return text(new HtmlWriter(), template);
    }

    /// As JSON.
    public String json() {
        return new ReportJson(sections).text();
    }

    private String text(Writer writer, @Nullable Template template) {
        if (template == null) {
            return writer.document(sections.plainTitle(), sections.document());
        }
        return template.filled(name -> value(writer, name));
    }

    private String value(Writer writer, String name) {
        Account account = sections.account();
        String incident = account.incident();
        return switch (name) {
            case Template.TITLE -> writer.line(sections.title());
            case Template.RUN -> writer.line(Line.ofCode(account.run().id()));
            case Template.INCIDENT -> incident == null ? "" : writer.line(Line.ofCode(incident));
            default -> writer.blocks(blocks(name));
        };
    }

    private List<Block> blocks(String name) {
        return Arrays.stream(Section.values())
                .filter(section -> section.id().equals(name))
                .findFirst()
                .map(sections::blocks)
                .orElseThrow();
    }
}
