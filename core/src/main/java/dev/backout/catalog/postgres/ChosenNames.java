package dev.backout.catalog.postgres;

import java.nio.charset.StandardCharsets;

/// The names that PostgreSQL gives to what has none.
final class ChosenNames {
    /// NAMEDATALEN - 1.
    private static final int LONGEST = 63;

    private ChosenNames() {}

    /// The name of a NOT NULL constraint, as `makeObjectName` in `src/backend/commands/indexcmds.c`
    /// shortens it: the longer of both names loses bytes first.
    static String notNull(String table, String column) {
        String label = "_not_null";
        int room = LONGEST - label.length() - 1;
        int first = bytes(table).length;
        int second = bytes(column).length;
        while (first + second > room) {
            if (first > second) {
                first--;
            } else {
                second--;
            }
        }
        return clip(table, first) + "_" + clip(column, second) + label;
    }

    /// As many whole characters as fit.
    private static String clip(String name, int length) {
        byte[] bytes = bytes(name);
        int end = Math.min(length, bytes.length);
        while (end > 0 && end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
