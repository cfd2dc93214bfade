package dev.backout.run;

import dev.backout.sql.Secrets;

/// A statement in one line, for messages.
public final class FirstLine {
    private static final int LENGTH = 100;

    private FirstLine() {}

    /// The first line, cut where it is long.
    public static String of(String sql) {
        String open = Secrets.masked(sql);
        String line = open.strip().lines().findFirst().orElse("").stripTrailing();
        boolean whole = line.length() == open.strip().length() && line.length() <= LENGTH;
        return whole ? line : line.substring(0, Math.min(line.length(), LENGTH)) + " ...";
    }
}
