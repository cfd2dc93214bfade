package dev.backout.error;

import java.util.Locale;

/// Numbers of things, in messages.
public final class Counted {
    private Counted() {}

    /// `1 table`, `3,500 rows`, `2 tries`.
    ///
    /// @param thing one of them
    public static String of(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? thing : several(thing));
    }

    private static String several(String thing) {
        return thing.endsWith("try") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s";
    }
}
