package dev.backout.sql;

import dev.backout.sql.SqlToken.Kind;

/// Cuts SQL text into tokens by the rules of PostgreSQL's scan.l with `standard_conforming_strings`
/// on. It never fails: what is not closed reaches to the end, and the server says what is wrong.
final class SqlLexer {
    private final String sql;
    private int at;
    private boolean afterEscapeString;

    SqlLexer(String sql, int from) {
        this.sql = sql;
        this.at = from;
    }

    boolean hasNext() {
        return at < sql.length();
    }

    SqlToken next() {
        int start = at;
        Kind kind = scan();
        noteStringContinuation(kind, start);
        return new SqlToken(kind, start, at);
    }

    private Kind scan() {
        char c = sql.charAt(at);
        if (space(c)) {
            return space();
        }
        if (follows("--")) {
            return lineComment();
        }
        if (follows("/*")) {
            return blockComment();
        }
        if (c == '\'') {
            return string(afterEscapeString);
        }
        if (c == '"') {
            return quoted('"', Kind.QUOTED_NAME);
        }
        if (c == '$') {
            return dollar();
        }
        if (wordStart(c)) {
            return word(c);
        }
        return digit(c) ? number() : single(c);
    }

    private Kind single(char c) {
        at++;
        return switch (c) {
            case ';' -> Kind.SEMICOLON;
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case '\\' -> Kind.BACKSLASH;
            default -> Kind.OTHER;
        };
    }

    private Kind space() {
        while (hasNext() && space(sql.charAt(at))) {
            at++;
        }
        return Kind.SPACE;
    }

    private Kind lineComment() {
        while (hasNext() && !newline(sql.charAt(at))) {
            at++;
        }
        return Kind.COMMENT;
    }

    private Kind blockComment() {
        int depth = 0;
        do {
            if (follows("/*")) {
                depth++;
                at += 2;
            } else if (follows("*/")) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (hasNext() && depth > 0);
        return Kind.COMMENT;
    }

    /// Prefixes are part of the word rule in scan.l: `e'`, `b'`, `x'`, `n'`, `u&'`, `u&"`.
    private Kind word(char first) {
        if (peek(1) == '\'' && "eEbBxXnN".indexOf(first) >= 0) {
            at++;
            return string(first == 'e' || first == 'E');
        }
        if ((first == 'u' || first == 'U') && peek(1) == '&' && peek(2) == '\'') {
            at += 2;
            return string(false);
        }
        if ((first == 'u' || first == 'U') && peek(1) == '&' && peek(2) == '"') {
            at += 2;
            return quoted('"', Kind.QUOTED_NAME);
        }
        while (hasNext() && wordPart(sql.charAt(at))) {
            at++;
        }
        return Kind.WORD;
    }

    private Kind number() {
        while (hasNext() && (wordPart(sql.charAt(at)) && sql.charAt(at) != '$')) {
            at++;
        }
        return Kind.OTHER;
    }

    private Kind string(boolean escapes) {
        at++;
        while (hasNext()) {
            char c = sql.charAt(at++);
            if (escapes && c == '\\' && hasNext()) {
                at++;
            } else if (c == '\'') {
                if (peek(0) != '\'') {
                    break;
                }
                at++;
            }
        }
        afterEscapeString = escapes;
        return Kind.STRING;
    }

    private Kind quoted(char quote, Kind kind) {
        at++;
        while (hasNext()) {
            if (sql.charAt(at++) == quote) {
                if (peek(0) != quote) {
                    break;
                }
                at++;
            }
        }
        return kind;
    }

    private Kind dollar() {
        int tagEnd = at + 1;
        if (digit(peek(1))) {
            at++;
            number();
            return Kind.PARAMETER;
        }
        while (tagEnd < sql.length() && tagPart(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
            at++;
            return Kind.OTHER;
        }
        String tag = sql.substring(at, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        at = close < 0 ? sql.length() : close + tag.length();
        return Kind.STRING;
    }

    /// After an E'' string, a newline and another quote go on with the same string, escapes
    /// included (manual, 4.1.2.1).
    private void noteStringContinuation(Kind kind, int start) {
        boolean goesOn =
                switch (kind) {
                    case STRING -> afterEscapeString && sql.charAt(start) != '$';
                    case SPACE, COMMENT -> afterEscapeString;
                    case WORD, QUOTED_NAME, PARAMETER, SEMICOLON, OPEN, CLOSE, BACKSLASH, OTHER ->
                            false;
                };
        afterEscapeString = goesOn;
    }

    private boolean follows(String text) {
        return sql.startsWith(text, at);
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b';
    }

    private static boolean newline(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Every byte above 127 is a letter to the server: so is a byte order mark.
    private static boolean wordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 127;
    }

    private static boolean tagPart(char c) {
        return wordStart(c) || digit(c);
    }

    private static boolean wordPart(char c) {
        return tagPart(c) || c == '$';
    }
}
