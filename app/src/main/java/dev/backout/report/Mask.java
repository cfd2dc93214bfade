package dev.backout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a server says, without the values of rows. PostgreSQL puts them into DETAIL and CONTEXT,
/// into `Key (email)=(...)`, into messages of class 22 behind a colon, and whoever wrote a function
/// puts them into its notices.
///
/// @param off whether the values are shown all the same
record Mask(boolean off) {
    /// What stands in the place of a value.
    static final String HIDDEN = "(not shown)";

    private static final Pattern TAG = Pattern.compile("[A-Z][A-Z ]*( [0-9]+)*");

    /// A value can have lines of its own, so nothing behind it is shown either.
    private static final Pattern DETAIL =
            Pattern.compile("(?ims)^(\\s*(?:DETAIL|CONTEXT|WHERE)\\s*:\\s*).*");

    private static final Pattern FIELD =
            Pattern.compile("(?s)\\b(detail|hint|where_?): Some\\(\\s*\"(?:[^\"\\\\]|\\\\.)*\"");

    /// Greedy: a value may hold what ends one.
    private static final Pattern KEY =
            Pattern.compile("\\)=\\(.*\\)(?= (?:already|is|exists|conflicts|\\(SQLSTATE)|[.,;]?$)");

    private static final Pattern VALUE =
            Pattern.compile(
                    "(?m)(for (?:type|enum) [^:\\n]+|syntax[^:\\n]*|value[^:\\n]*): \".*\"(?="
                            + " \\(SQLSTATE|$)");

    /// The answer to a statement: its tags stay, notices do not.
    String answer(String text) {
        if (off || text.startsWith("ERROR")) {
            return message(text);
        }
        List<String> shown = new ArrayList<>();
        int notices = 0;
        for (String part : text.split("; ", -1)) {
            if (TAG.matcher(part).matches()) {
                shown.add(part);
            } else if (!part.isBlank()) {
                notices++;
            }
        }
        if (notices > 0) {
            shown.add("a notice " + HIDDEN);
        }
        return String.join("; ", shown);
    }

    /// An error, or what a tool recorded of one.
    String message(String text) {
        if (off) {
            return text;
        }
        String masked = DETAIL.matcher(text).replaceAll("$1" + HIDDEN);
        masked = FIELD.matcher(masked).replaceAll("$1: Some(\"" + HIDDEN + "\"");
        masked = KEY.matcher(masked).replaceAll(")=" + HIDDEN);
        return VALUE.matcher(masked).replaceAll("$1: " + HIDDEN);
    }
}
