package dev.backout.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Scripts that a migration tool sends in several messages, outside of any transaction, so that
/// each takes effect on its own. The text itself says so, by a line of ours before every message:
/// it is kept and shown as any other script is.
public final class SeparateMessages {
    private static final String MARK = "-- sent as message %d of %d, outside of a transaction";
    private static final Pattern MARKS =
            Pattern.compile("(?m)^-- sent as message \\d+ of \\d+, outside of a transaction\\R");

    private SeparateMessages() {}

    /// One text for several messages.
    public static String join(List<String> messages) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < messages.size(); i++) {
            text.append(MARK.formatted(i + 1, messages.size())).append('\n');
            text.append(messages.get(i)).append('\n');
        }
        return text.toString();
    }

    /// Whether a text is several messages, or one that stands alone.
    public static boolean in(String text) {
        return text.startsWith("-- sent as message 1 of ");
    }

    /// The messages of a text, in order; the text itself when it is an ordinary one. What they hold
    /// together is the text, so that positions can be told.
    public static List<String> of(String text) {
        if (!in(text)) {
            return List.of(text);
        }
        List<String> messages = new ArrayList<>();
        Matcher marks = MARKS.matcher(text);
        int from = 0;
        while (marks.find()) {
            if (marks.start() > 0) {
                messages.add(text.substring(from, marks.start()));
                from = marks.start();
            }
        }
        messages.add(text.substring(from));
        return messages;
    }

    /// A text without our lines.
    public static String unmarked(String text) {
        return in(text) ? MARKS.matcher(text).replaceAll("") : text;
    }
}
