package dev.backout.ddl.postgres;

import java.util.ArrayList;
import java.util.List;

/// Splits lists as the server prints them.
final class Commas {
    private Commas() {}

    /// The items of a comma-separated list, trimmed; commas in parentheses, brackets and quotes do
    /// not separate. Empty for a blank text.
    static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                items.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = text.substring(start).strip();
        if (!last.isEmpty()) {
            items.add(last);
        }
        return items;
    }
}
