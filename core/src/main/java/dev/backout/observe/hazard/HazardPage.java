package dev.backout.observe.hazard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is written about a hazard. The examples are tests: the bad one has the hazard, the good one
/// does not.
///
/// @param markdown the whole page
/// @param title what the migration does, as a phrase: `Drops a table`
/// @param text one paragraph: why it matters, and what to do instead
/// @param bad a migration with the hazard
/// @param good a migration without it
public record HazardPage(String markdown, String title, String text, String bad, String good) {
    private static final String FOLDER = "/dev/backout/hazards/";
    private static final Pattern PAGE =
            Pattern.compile(
                    "(?s)\\A# (.+?)\n\n"
                            + "(.+?)\n\n"
                            + "## Bad\n\n"
                            + "```sql\n"
                            + "(.+?)```\n\n"
                            + "## Good\n\n"
                            + "```sql\n"
                            + "(.+?)```\n"
                            + "\\z");

    /// The page of a hazard.
    ///
    /// @throws IllegalStateException when there is none, or it has another form
    static HazardPage of(String id) {
        String markdown = resource(id + ".md");
        Matcher page = PAGE.matcher(markdown);
        if (!page.matches()) {
            throw new IllegalStateException("hazard page " + id + " has another form");
        }
        return new HazardPage(markdown, page.group(1), page.group(2), page.group(3), page.group(4));
    }

    /// The schema that all examples start from.
    public static String setup() {
        return resource("setup.sql");
    }

    private static String resource(String name) {
        try (InputStream in = HazardPage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
