package dev.backout.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes what an engine found into a case's file, for a person to read and commit.
public final class GoldenRecorder {
    private static final List<String> LAST = List.of("inverse", "hazards", "data-verdict");

    private GoldenRecorder() {}

    /// Replaces a section, or adds it after those that it follows. A section without lines is left
    /// out.
    ///
    /// @param section `inverse` or `hazards`
    public static void record(GoldenCase golden, String section, List<String> lines) {
        try {
            String text = Files.readString(golden.file());
            Files.writeString(golden.file(), with(text, section, lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String with(String text, String section, List<String> lines) {
        String later = String.join("|", LAST.subList(LAST.indexOf(section) + 1, LAST.size()));
        String without =
                text.replaceFirst(
                        "(?ms)^-- %s\n.*?(?=^-- (%s)\\b|\\z)".formatted(section, later), "");
        if (lines.isEmpty()) {
            return without;
        }
        Matcher place = Pattern.compile("(?m)^-- (%s)\\b|\\z".formatted(later)).matcher(without);
        int end = place.find() ? place.start() : without.length();
        return without.substring(0, end)
                + "-- %s\n%s\n".formatted(section, String.join("\n", lines))
                + without.substring(end);
    }
}
