package dev.backout.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads golden cases from a directory of sources.
public final class GoldenCases {
    /// Where the cases of PostgreSQL lie in the project.
    public static final Path POSTGRES =
            Path.of(System.getProperty("backout.root", "."))
                    .resolve("tests/src/test/resources/cases/postgres");

    private static final Set<String> SECTIONS =
            Set.of(
                    "before",
                    "data",
                    "migration",
                    "inverse",
                    "hazards",
                    "data-verdict",
                    "min-major",
                    "needs",
                    "unproved");
    private static final Pattern SECTION = Pattern.compile("-- ([a-z-]+)( .*)?");
    private static final Set<String> ONE_LINE =
            Set.of("data-verdict", "min-major", "needs", "unproved");

    private GoldenCases() {}

    /// Every case under a directory, in the order of their paths.
    public static List<GoldenCase> in(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .map(GoldenCases::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One case.
    public static GoldenCase read(Path file) {
        try {
            return new GoldenCase(file, sections(file, Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> sections(Path file, String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String current = "";
        for (String line : text.split("(?<=\n)")) {
            Matcher matcher = SECTION.matcher(line.stripTrailing());
            if (matcher.matches() && isSection(matcher)) {
                current = matcher.group(1);
                String rest = matcher.group(2) == null ? "" : matcher.group(2).strip();
                if (sections.put(current, rest) != null) {
                    throw new IllegalArgumentException(file + " has two sections " + current);
                }
            } else if (current.isEmpty()) {
                throw new IllegalArgumentException(file + " begins without a section");
            } else {
                sections.merge(current, line, String::concat);
            }
        }
        return sections;
    }

    /// A comment in the SQL may begin with the same word, but a section with SQL has no more on its
    /// line.
    private static boolean isSection(Matcher line) {
        String name = line.group(1);
        return SECTIONS.contains(name) && (line.group(2) == null || ONE_LINE.contains(name));
    }
}
