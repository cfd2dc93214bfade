package dev.backout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text from elsewhere stays text, in both formats.
class WriterTest {
    private static final String HOSTILE = "a|b`<img src=x onerror=alert(1)>``\n# c\u001b[31m\u202e";

    private static final List<Block> BLOCKS =
            List.of(
                    new Block.Heading(1, Line.of("Of ").code(HOSTILE)),
                    new Block.Paragraph(Line.of("a_b *c* <d> ").prose("@team and more")),
                    new Block.Bullets(List.of(Line.ofCode("`"))),
                    new Block.Tasks(List.of(Line.of("do it"))),
                    new Block.Table(
                            List.of("one", "two"),
                            List.of(List.of(Line.of("x"), Line.ofCode(HOSTILE)))),
                    new Block.Code("sql", "SELECT 1; ```\n</code><script>"),
                    new Block.ToFillIn("why"));

    @Test
    void markdownKeepsItInSpansAndBlocks() {
        assertThat(new MarkdownWriter().blocks(BLOCKS))
                .isEqualTo(
                        """
                        # Of ```a|b`<img src=x onerror=alert(1)>`` # c\\u{1b}[31m\\u{202e}```

                        a\\_b \\*c\\* \\<d\\> `@team and more`

                        - `` ` ``

                        - [ ] do it

                        | one | two |
                        | --- | --- |
                        | x | ```a\\|b`<img src=x onerror=alert(1)>`` # c\\u{1b}[31m\\u{202e}``` |

                        ````sql
                        SELECT 1; ```
                        </code><script>
                        ````

                        _To be filled in: why_\
                        """);
    }

    @Test
    void htmlHasNoTagsButOurs() {
        String html = new HtmlWriter().document(HOSTILE, BLOCKS);
        Set<String> tags =
                Pattern.compile("<(\\w+)")
                        .matcher(html)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet());
        assertThat(tags)
                .isSubsetOf(
                        "<html <head <meta <title <style <body <main <h1 <p <ul <li <label <input <div <table <thead <tbody <tr <th <td <pre <code"
                                .split(" "));
        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt;", "&lt;/code&gt;&lt;script&gt;")
                .contains("default-src 'none'", "prefers-color-scheme: dark")
                .doesNotContain("\u001b", "\u202e", "http://", "https://", "url(");
    }

    @Test
    void whatIsPutIntoATemplateIsNotLookedAtAgain() {
        Template template = new Template("t.md", "# {{title}}\n{{ run }} $1 {{incident}}");
        assertThat(template.filled(name -> "<" + name + " {{run}} $0>"))
                .isEqualTo("# <title {{run}} $0>\n<run {{run}} $0> $1 <incident {{run}} $0>");
    }

    @Test
    void anUnknownPlaceholderIsToldWithTheOthers() {
        assertThatThrownBy(() -> new Template("t.md", "{{nobody}}").filled(name -> ""))
                .isInstanceOf(BackoutException.class)
                .hasMessage("t.md has a placeholder {{nobody}} that does not exist");
        assertThat(Template.names()).contains("title", "root-cause", "follow-ups", "verified");
    }

    @Test
    void thePageNamesEveryPlaceholder() throws IOException {
        Path page = Path.of(System.getProperty("backout.root", ".."), "docs", "report.md");
        assertThat(
                        Pattern.compile("\\| `\\{\\{([\\w-]+)}}` \\|")
                                .matcher(Files.readString(page))
                                .results()
                                .map(found -> found.group(1)))
                .containsExactlyElementsOf(Template.names());
    }
}
