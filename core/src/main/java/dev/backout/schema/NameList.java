package dev.backout.schema;

import java.util.ArrayList;
import java.util.List;

/// Lists of names and expressions as the server prints them.
public final class NameList {
    private NameList() {}

    /// The parts between the commas that are in no parentheses and no quotes; none of a blank text.
    public static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        char quote = ' ';
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quote != ' ') {
                quote = c == quote ? ' ' : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(list.substring(from, i).strip());
                from = i + 1;
            }
        }
        String last = list.substring(from).strip();
        if (!last.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }

    /// A name as it is; an expression stays what it was.
    public static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }
}
