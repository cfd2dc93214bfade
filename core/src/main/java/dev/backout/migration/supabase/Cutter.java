package dev.backout.migration.supabase;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// Cuts a file into statements where Supabase's command line cuts it, which is not always where the
/// server would: it knows no backslash inside of a quoted string, ends every open parenthesis at
/// the first closing one, and `BEGIN ATOMIC` at the first `END`, inside of a word as well. The
/// history keeps what it cut, so the same cuts are needed to write rows as it does.
///
/// For one text and one thread.
final class Cutter {
    private static final String ATOMIC = "ATOMIC";
    private static final String BEGIN = "BEGIN";
    private static final String END = "END";

    private final String text;
    private final Deque<String> nested = new ArrayDeque<>();
    private int at;

    private Cutter(String text) {
        this.text = text;
    }

    /// The statements as they stand in the history: without the space around them and the
    /// semicolons behind them. A comment alone is one, too.
    static List<String> cut(String text) {
        return new Cutter(text).cut();
    }

    private List<String> cut() {
        List<String> statements = new ArrayList<>();
        int start = 0;
        while (at < text.length()) {
            if (statementEnds(start)) {
                add(text.substring(start, at), statements);
                start = at;
                nested.clear();
            }
        }
        add(text.substring(start), statements);
        return statements;
    }

    private static void add(String piece, List<String> statements) {
        String bare = stripped(piece.replaceFirst(";+$", ""));
        if (!bare.isEmpty()) {
            statements.add(bare);
        }
    }

    /// Takes one character, or all of what is quoted.
    private boolean statementEnds(int start) {
        char c = text.charAt(at);
        switch (c) {
            case '\'', '"' -> quoted(c);
            case '$' -> dollars();
            case '-' -> past(text.startsWith("--", at) ? "\n" : "", 2);
            case '/' -> comment();
            case '\\' -> at = Math.min(text.length(), at + 2);
            default -> {
                at++;
                return c == ';' ? nested.isEmpty() : bracket(c, start);
            }
        }
        return false;
    }

    /// Never ends a statement.
    private boolean bracket(char c, int start) {
        if (c == '(') {
            nested.push(")");
        } else if ((c == 'c' || c == 'C') && beginsAtomic(start)) {
            nested.push(END);
        } else if (!nested.isEmpty()) {
            close();
        }
        return false;
    }

    /// What closes the innermost closes what is around it as well, when that ends alike.
    private void close() {
        String last = text.substring(Math.max(0, at - END.length()), at);
        while (!nested.isEmpty() && last.toUpperCase(Locale.ROOT).endsWith(nested.getFirst())) {
            nested.pop();
        }
    }

    private boolean beginsAtomic(int start) {
        int word = at - ATOMIC.length();
        if (word < start || !text.regionMatches(true, word, ATOMIC, 0, ATOMIC.length())) {
            return false;
        }
        String before = stripped(text.substring(start, word));
        int begin = before.length() - BEGIN.length();
        return (word == start || !inName(text.charAt(word - 1)))
                && begin >= 0
                && before.regionMatches(true, begin, BEGIN, 0, BEGIN.length())
                && (begin == 0 || !inName(before.charAt(begin - 1)));
    }

    private void quoted(char quote) {
        at++;
        while (at < text.length()) {
            if (text.charAt(at++) == quote) {
                if (at < text.length() && text.charAt(at) == quote) {
                    at++;
                } else {
                    return;
                }
            }
        }
    }

    /// A tag that is none begins nothing; the character that shows it is looked at again.
    private void dollars() {
        int end = at + 1;
        while (end < text.length() && inName(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '$') {
            past(text.substring(at, end + 1), end + 1 - at);
        } else {
            at = end;
        }
    }

    private void comment() {
        if (!text.startsWith("/*", at)) {
            at++;
            return;
        }
        int depth = 1;
        for (at += 2; at < text.length() && depth > 0; at++) {
            String pair = text.substring(at - 1, at + 1);
            depth += pair.equals("/*") ? 1 : pair.equals("*/") ? -1 : 0;
        }
    }

    /// Goes on behind the next occurrence of an end, or one character on when there is no end.
    ///
    /// @param skip how long the beginning is
    private void past(String end, int skip) {
        if (end.isEmpty()) {
            at++;
            return;
        }
        int found = text.indexOf(end, at + skip);
        at = found < 0 ? text.length() : found + end.length();
    }

    private static boolean inName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /// Go's white space, which has no-break spaces, too.
    private static String stripped(String piece) {
        int from = 0;
        int to = piece.length();
        while (from < to && space(piece.charAt(from))) {
            from++;
        }
        while (to > from && space(piece.charAt(to - 1))) {
            to--;
        }
        return piece.substring(from, to);
    }

    private static boolean space(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }
}
