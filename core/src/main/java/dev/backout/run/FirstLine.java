package dev.backout.run;

import java.util.regex.Pattern;

/// A statement in one line, for messages.
public final class FirstLine {
    private static final int LENGTH = 100;

    /// A user mapping's options hold a password.
    private static final Pattern SECRET = Pattern.compile("(?is)^(.*user mapping.*?)\\s+options.*");

    private FirstLine() {}

    /// The first line, cut where it is long.
    public static String of(String sql) {
        String open = SECRET.matcher(sql).replaceFirst("$1 ...");
        String line = open.strip().lines().findFirst().orElse("").stripTrailing();
        boolean whole = line.length() == open.strip().length() && line.length() <= LENGTH;
        return whole ? line : line.substring(0, Math.min(line.length(), LENGTH)) + " ...";
    }
}
