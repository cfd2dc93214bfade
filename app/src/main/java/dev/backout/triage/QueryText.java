package dev.backout.triage;

import dev.backout.sql.Skeleton;

import java.util.regex.Pattern;

/// Queries of others, without values: they hold names, addresses, secrets.
final class QueryText {
    private static final int LONGEST = 160;

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w$\"])\\d[\\w.]*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private QueryText() {}

    /// Constants become `?`, comments go, and what is long is cut.
    static String masked(String query) {
        String bare = Skeleton.of(query).replace("''", "?");
        String masked = SPACE.matcher(NUMBER.matcher(bare).replaceAll("?")).replaceAll(" ").strip();
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }
}
