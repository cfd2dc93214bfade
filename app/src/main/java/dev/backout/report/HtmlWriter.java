package dev.backout.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Blocks as HTML: one file, no script, nothing from elsewhere, light and dark.
final class HtmlWriter implements Writer {
    @Override
    public String document(String title, List<Block> blocks) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s
        </main>
        </body>
        </html>
        """
                .formatted(escaped(Foreign.line(title)), style(), blocks(blocks));
    }

    @Override
    public String blocks(List<Block> blocks) {
        return blocks.stream().map(HtmlWriter::block).collect(Collectors.joining("\n"));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading(int level, Line text) ->
                    "<h%d>%s</h%d>".formatted(level, shown(text), level);
            case Block.Paragraph(Line text) -> "<p>%s</p>".formatted(shown(text));
            case Block.ToFillIn(String question) ->
                    "<p class=\"fill\">To be filled in: %s</p>".formatted(escaped(question));
            case Block.Bullets(List<Line> items) -> list("", "", items);
            case Block.Tasks(List<Line> items) ->
                    list(" class=\"tasks\"", "<input type=\"checkbox\"> ", items);
            case Block.Table table -> table(table);
            case Block.Drawing(Plot plot) -> new SvgPlot(plot, HtmlWriter::escaped).text();
            case Block.Code(String language, String text) ->
                    "<pre><code>%s</code></pre>".formatted(escaped(Foreign.text(text).strip()));
        };
    }

    private static String list(String attribute, String mark, List<Line> items) {
        return items.stream()
                .map(item ->
                        mark.isEmpty()
                                ? "<li>%s</li>".formatted(shown(item))
                                : "<li><label>%s%s</label></li>".formatted(mark, shown(item)))
                .collect(Collectors.joining("\n", "<ul%s>\n".formatted(attribute), "\n</ul>"));
    }

    private static String table(Block.Table table) {
        String head =
                table.header().stream()
                        .map(cell -> "<th scope=\"col\">%s</th>".formatted(escaped(cell)))
                        .collect(Collectors.joining());
        String body =
                table.rows().stream()
                        .map(row ->
                                row.stream()
                                        .map(cell -> "<td>%s</td>".formatted(shown(cell)))
                                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                        .collect(Collectors.joining("\n"));
        return """
        <div class="wide"><table>
        <thead><tr>%s</tr></thead>
        <tbody>
        %s
        </tbody>
        </table></div>\
        """
                .formatted(head, body);
    }

    @Override
    public String line(Line line) {
        return shown(line);
    }

    private static String shown(Line line) {
        return line.spans().stream()
                .map(span ->
                        span.code()
                                ? "<code>%s</code>".formatted(escaped(Foreign.line(span.text())))
                                : escaped(span.text()))
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream in = HtmlWriter.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("no resource report.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
