package dev.backout.ddl.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file `kinds/NAME.sql`: what is there beforehand (`-- setup`), the object (`-- object`), and
/// changes of it (`-- alter: what it is about`, each perhaps followed by `-- back`, the statements
/// that are expected to undo it, line by line). `-- alter 15+: ...` is for newer servers only, `--
/// once: ...` cannot be repeated from snapshots alone.
record KindCase(String setup, String object, List<Variant> variants) {
    /// One change.
    ///
    /// @param back the expected statements, or an empty text when any will do
    /// @param once whether it is only led back, and not forward again by name
    record Variant(String title, String sql, String back, boolean once) {}

    private static final Pattern HEADING =
            Pattern.compile("-- (setup|object|alter|once|back)(?: (\\d+)\\+)?(?:: (.*))?");

    static KindCase load(String name, int major) {
        String setup = "";
        String object = "";
        List<Variant> variants = new ArrayList<>();
        for (Section section : sections(name)) {
            if (section.since > major) {
                continue;
            }
            switch (section.word) {
                case "setup" -> setup = section.text();
                case "object" -> object += section.text();
                case "alter", "once" ->
                        variants.add(
                                new Variant(
                                        section.title,
                                        section.text(),
                                        "",
                                        section.word.equals("once")));
                case "back" -> {
                    Variant last = variants.removeLast();
                    variants.add(new Variant(last.title, last.sql, section.text(), last.once));
                }
                default -> throw new IllegalStateException(section.word);
            }
        }
        return new KindCase(setup, object, variants);
    }

    private record Section(String word, int since, String title, List<String> lines) {
        String text() {
            return String.join("\n", lines).strip() + "\n";
        }
    }

    private static List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        int since = 0;
        for (String line : read(name).lines().toList()) {
            Matcher matcher = HEADING.matcher(line);
            if (!matcher.matches()) {
                sections.getLast().lines.add(line);
                continue;
            }
            String word = matcher.group(1);
            // What is expected of a change is for the same servers as the change.
            since = word.equals("back") ? since : number(matcher.group(2));
            String title = Objects.requireNonNullElse(matcher.group(3), "");
            sections.add(new Section(word, since, title, new ArrayList<>()));
        }
        return sections;
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static String read(String name) {
        try (var in = KindCase.class.getResourceAsStream("kinds/" + name + ".sql")) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
