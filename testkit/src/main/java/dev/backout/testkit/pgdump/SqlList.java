package dev.backout.testkit.pgdump;

import java.util.ArrayList;
import java.util.List;

/// A comma-separated list inside SQL, up to its closing parenthesis or the end of the text. Quotes
/// and nested parentheses are respected.
///
/// @param end the index of the closing parenthesis
record SqlList(List<String> items, int end) {

    static SqlList from(String text, int start) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int from = start;
        int i = start;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = text.indexOf(c, i + 1);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0) {
                break;
            } else if (c == ',' && depth == 0) {
                items.add(text.substring(from, i));
                from = i + 1;
            }
        }
        items.add(text.substring(from, i));
        return new SqlList(items, i);
    }
}
