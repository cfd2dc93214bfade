package dev.backout.ddl.postgres;

import java.nio.charset.StandardCharsets;

/// The names that the server chooses when nobody gives one, as its `makeObjectName` does.
final class ChosenNames {
    /// NAMEDATALEN - 1.
    private static final int MAXIMUM_BYTES = 63;

    private ChosenNames() {}

    /// `table_column_seq`.
    static String sequence(String table, String column) {
        return join(table, column, "seq");
    }

    /// `table_column_not_null`.
    static String notNull(String table, String column) {
        return join(table, column, "not_null");
    }

    /// Shortens the longer of the first two, byte by byte, until all fits; a character that does
    /// not fit whole is left out.
    private static String join(String one, String two, String label) {
        int first = bytes(one);
        int second = bytes(two);
        int available = MAXIMUM_BYTES - label.length() - 2;
        while (first + second > available) {
            if (first > second) {
                first--;
            } else {
                second--;
            }
        }
        return clip(one, first) + "_" + clip(two, second) + "_" + label;
    }

    private static String clip(String name, int maximum) {
        int end = name.length();
        while (bytes(name.substring(0, end)) > maximum) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
