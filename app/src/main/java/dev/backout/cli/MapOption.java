package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.ValueMap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// `--map "Table.column: A -> B, C -> D"`. A value stands as it is, or in single quotes, where one
/// of them is doubled. `NULL` without quotes, on the right, is no value. Pure.
final class MapOption {
    private static final String ARROW = "->";

    private MapOption() {}

    /// What becomes of single values.
    ///
    /// @throws BackoutException `usage`
    static List<ValueMap> parse(List<String> texts) {
        return texts.stream().map(MapOption::parse).toList();
    }

    private static ValueMap parse(String text) {
        List<String> halves = split(text, ":", '"');
        List<String> path = FillOption.names(halves.getFirst().strip());
        if (halves.size() < 2
                || path.size() < 2
                || path.size() > 3
                || path.stream().anyMatch(String::isEmpty)) {
            throw odd(text);
        }
        List<ValueMap.Value> values = new ArrayList<>();
        for (String pair : split(text.substring(halves.getFirst().length() + 1), ",", '\'')) {
            List<String> sides = split(pair, ARROW, '\'');
            String from = sides.size() == 2 ? value(sides.getFirst()) : null;
            if (from == null || sides.getLast().isBlank()) {
                throw odd(text);
            }
            values.add(new ValueMap.Value(from, value(sides.getLast())));
        }
        return new ValueMap(path, values);
    }

    /// @return null for NULL, and for nothing at all
    private static @Nullable String value(String text) {
        String bare = text.strip();
        if (bare.length() > 1 && bare.startsWith("'") && bare.endsWith("'")) {
            return bare.substring(1, bare.length() - 1).replace("''", "'");
        }
        return bare.isEmpty() || bare.equals("NULL") ? null : bare;
    }

    /// The parts between separators that stand outside of quotes.
    private static List<String> split(String text, String separator, char quote) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == quote;
            if (!quoted && text.startsWith(separator, i)) {
                parts.add(text.substring(begin, i));
                begin = i + separator.length();
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static BackoutException odd(String text) {
        return BackoutException.of(
                ErrorCode.USAGE,
                "--map %s is not Table.column: OLD -> NEW".formatted(text),
                "for example: --map \"Order.status: ARCHIVED -> CLOSED, LOST -> NULL\"");
    }
}
