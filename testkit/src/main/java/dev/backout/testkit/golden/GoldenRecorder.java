package dev.backout.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes the inverse that an engine found into a case's file, for a person to read and commit.
public final class GoldenRecorder {
    private static final Pattern INVERSE =
            Pattern.compile("(?ms)^-- inverse\n.*?(?=^-- (hazards|data-verdict)|\\z)");
    private static final Pattern AFTERWARDS = Pattern.compile("(?m)^-- (hazards|data-verdict)|\\z");

    private GoldenRecorder() {}

    /// Replaces the section `inverse`, or adds one after the migration.
    public static void record(GoldenCase golden, List<String> inverse) {
        try {
            String text = Files.readString(golden.file());
            String without = INVERSE.matcher(text).replaceFirst("");
            String section = "-- inverse\n" + String.join("\n", inverse) + "\n";
            Matcher afterwards = AFTERWARDS.matcher(without);
            String recorded =
                    afterwards.find()
                            ? without.substring(0, afterwards.start())
                                    + section
                                    + without.substring(afterwards.start())
                            : without + section;
            Files.writeString(golden.file(), recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
