package dev.backout.migration.nodepgmigrate;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SQL file cut at its markers, as node-pg-migrate cuts it: each part from its marker to the
/// other one, or to the end; without a marker for up the whole file is the up, a down part
/// included.
///
/// Parts keep the lines before them as empty ones, so that a line of the part is the line of the
/// file.
///
/// @param up what is run to apply it
/// @param down what is run to undo it, or null when the file has no marker for it
/// @param upMarked whether there is a marker for up
record SqlParts(String up, @Nullable String down, boolean upMarked) {
    /// JavaScript's `\s`; Java's knows fewer.
    private static final String SPACE =
            "[\\t\\n\\x0B\\f\\r"
                    + " \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]";

    /// JavaScript's `^` with the flag m.
    private static final String LINE_START = "(?:^|(?<=[\\n\\r\\u2028\\u2029]))";

    private static final Pattern UP = marker("up");
    private static final Pattern DOWN = marker("down");

    private static Pattern marker(String direction) {
        return Pattern.compile(
                LINE_START + SPACE + "*--(?:" + SPACE + "|-)*" + direction + SPACE + "+migration",
                Pattern.CASE_INSENSITIVE);
    }

    static SqlParts of(String text) {
        int up = start(UP, text);
        int down = start(DOWN, text);
        String upPart = up < 0 ? text : part(text, up, down < up ? text.length() : down);
        String downPart = down < 0 ? null : part(text, down, up < down ? text.length() : up);
        return new SqlParts(upPart, downPart, up >= 0);
    }

    /// Where the part for down begins in a file, or -1.
    static int downStart(String text) {
        return start(DOWN, text);
    }

    private static int start(Pattern marker, String text) {
        Matcher matcher = marker.matcher(text);
        return matcher.find() ? matcher.start() : -1;
    }

    private static String part(String text, int from, int to) {
        long before = text.substring(0, from).chars().filter(c -> c == '\n').count();
        return "\n".repeat((int) before) + text.substring(from, to);
    }
}
