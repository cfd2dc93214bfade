package dev.backout.testkit.client;

import dev.backout.schema.ObjectKind;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reasons without names, so that they can be counted.
final class Cautions {
    private static final List<String> KINDS =
            Arrays.stream(ObjectKind.values())
                    .map(ObjectKind::word)
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
    private static final Pattern TITLE =
            Pattern.compile(
                    "\\b(%s) (?:\"[^\"]*\"|[\\w$.*()-])+".formatted(String.join("|", KINDS)));

    private Cautions() {}

    static String word(String reason) {
        Matcher title = TITLE.matcher(reason);
        String text = title.replaceAll("$1 ...");
        int end = text.indexOf(" to ");
        return end > 0 ? text.substring(0, end) : text;
    }
}
