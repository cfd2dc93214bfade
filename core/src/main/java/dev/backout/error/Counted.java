package dev.backout.error;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Numbers of things, in messages.
public final class Counted {
    private static final Set<String> NOUNS = Set.of("rows", "values");

    private static final Map<String, String> OF_ONE =
            Map.of(
                    "have",
                    "has",
                    "are",
                    "is",
                    "were",
                    "was",
                    "do",
                    "does",
                    "refer",
                    "refers",
                    "violate",
                    "violates",
                    "exclude",
                    "excludes");

    private Counted() {}

    /// `1 table`, `3,500 rows`, `2 tries`.
    ///
    /// @param thing one of them
    public static String of(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? thing : several(thing));
    }

    /// What is said of several, said of one when there is one: `rows have NULL` becomes `row has
    /// NULL`.
    public static String said(long count, String ofSeveral) {
        String[] words = ofSeveral.split(" ", 3);
        if (count != 1 || !NOUNS.contains(words[0])) {
            return ofSeveral;
        }
        words[0] = words[0].substring(0, words[0].length() - 1);
        if (words.length > 1) {
            words[1] = OF_ONE.getOrDefault(words[1], words[1]);
        }
        return String.join(" ", words);
    }

    private static String several(String thing) {
        return thing.endsWith("try") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s";
    }
}
