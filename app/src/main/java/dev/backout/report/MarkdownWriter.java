package dev.backout.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Blocks as Markdown, as GitHub and GitLab read it.
public final class MarkdownWriter implements Writer {
    /// In our own words none of these means anything but itself.
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&]");

    private static final Pattern TICKS = Pattern.compile("`+");

    @Override
    public String document(String title, List<Block> blocks) {
        return blocks(blocks) + "\n";
    }

    @Override
    public String blocks(List<Block> blocks) {
        return blocks.stream().map(MarkdownWriter::block).collect(Collectors.joining("\n\n"));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading(int level, Line text) -> "#".repeat(level) + " " + shown(text);
            case Block.Paragraph(Line text) -> shown(text);
            case Block.ToFillIn(String question) -> "_To be filled in: %s_".formatted(question);
            case Block.Bullets(List<Line> items) -> list("- ", items);
            case Block.Tasks(List<Line> items) -> list("- [ ] ", items);
            case Block.Table table -> table(table);
            case Block.Drawing(Plot plot) ->
                    "%s\n\n%s"
                            .formatted(
                                    shown(Line.ofCode(PlotText.of(plot))),
                                    code("", PlotText.bars(plot)));
            case Block.Code(String language, String text) -> code(language, text);
        };
    }

    private static String list(String mark, List<Line> items) {
        return items.stream().map(item -> mark + shown(item)).collect(Collectors.joining("\n"));
    }

    private static String table(Block.Table table) {
        StringBuilder text = new StringBuilder();
        text.append("| ").append(String.join(" | ", table.header())).append(" |\n|");
        text.append(" --- |".repeat(table.header().size()));
        for (List<Line> row : table.rows()) {
            text.append("\n| ")
                    .append(
                            row.stream()
                                    .map(cell -> shown(cell).replaceAll("(?<!\\\\)\\|", "\\\\|"))
                                    .collect(Collectors.joining(" | ")))
                    .append(" |");
        }
        return text.toString();
    }

    private static String code(String language, String text) {
        String shown = Foreign.text(text).strip();
        String fence = "`".repeat(Math.max(3, longestTicks(shown) + 1));
        return fence + language + "\n" + shown + "\n" + fence;
    }

    @Override
    public String line(Line line) {
        return shown(line);
    }

    private static String shown(Line line) {
        return line.spans().stream()
                .map(span -> span.code() ? span(span.text()) : plain(span.text()))
                .collect(Collectors.joining());
    }

    private static String plain(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    /// A span that begins or ends with a tick needs a blank between.
    private static String span(String foreign) {
        String shown = Foreign.line(foreign).strip();
        if (shown.isEmpty()) {
            return "";
        }
        String fence = "`".repeat(longestTicks(shown) + 1);
        String blank = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
        return fence + blank + shown + blank + fence;
    }

    private static int longestTicks(String text) {
        return TICKS.matcher(text)
                .results()
                .mapToInt(found -> found.end() - found.start())
                .max()
                .orElse(0);
    }
}
