package dev.backout.plan;

import java.util.Locale;

/// How many, in words.
public final class Amount {
    private Amount() {}

    /// `1,204,331 `, `about 1,000 `, `an unknown number of `; empty when there is nothing to count.
    ///
    /// @param count how many; negative when nobody could tell
    /// @param exact false for an estimate
    public static String text(long count, boolean exact) {
        if (count < 0) {
            return exact ? "" : "an unknown number of ";
        }
        return String.format(Locale.ROOT, "%s%,d ", exact ? "" : "about ", count);
    }
}
