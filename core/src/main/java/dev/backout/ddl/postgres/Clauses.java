package dev.backout.ddl.postgres;

import java.util.List;

/// Finds clauses in a definition that the server printed. The server writes keywords in capitals
/// and separated by one blank, so that looking outside of quotes and parentheses is enough.
final class Clauses {
    private Clauses() {}

    /// Where ` WORD` begins, its blank included, outside of quotes and parentheses; -1 if nowhere.
    static int indexOf(String definition, String word) {
        String sought = " " + word;
        int depth = 0;
        int at = 0;
        while (at < definition.length()) {
            char c = definition.charAt(at);
            if (depth == 0 && startsWord(definition, at, sought)) {
                return at;
            }
            if (c == '"' || c == '\'') {
                at = endOfQuoted(definition, at);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return -1;
    }

    /// The definition with `addition` put in before the first of these words, or at its end.
    static String insertBefore(String definition, List<String> words, String addition) {
        int at = firstOf(definition, words);
        return definition.substring(0, at) + addition + definition.substring(at);
    }

    /// Where the first of these clauses begins; the length of the definition if none is there.
    static int firstOf(String definition, List<String> words) {
        return words.stream()
                .mapToInt(word -> indexOf(definition, word))
                .filter(at -> at >= 0)
                .min()
                .orElse(definition.length());
    }

    /// The text without its semicolon and the blanks at its end.
    static String withoutSemicolon(String definition) {
        String text = definition.stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).stripTrailing() : text;
    }

    /// The expression in parentheses, unless it stands in a pair of its own already.
    static String parenthesized(String expression) {
        boolean enclosed =
                expression.startsWith("(") && endOfParentheses(expression) == expression.length();
        return enclosed ? expression : "(" + expression + ")";
    }

    /// Behind the parenthesis that closes the one which the text begins with.
    static int endOfParentheses(String text) {
        int depth = 0;
        int at = 0;
        do {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at = c == '"' || c == '\'' ? endOfQuoted(text, at) : at + 1;
        } while (depth > 0 && at < text.length());
        return at;
    }

    private static boolean startsWord(String text, int at, String sought) {
        int end = at + sought.length();
        return text.startsWith(sought, at)
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    /// A doubled quote ends one quoted part and begins the next, which comes to the same; only
    /// E'...' knows the backslash.
    private static int endOfQuoted(String text, int start) {
        char quote = text.charAt(start);
        boolean escapes = quote == '\'' && start > 0 && text.charAt(start - 1) == 'E';
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += escapes && text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
