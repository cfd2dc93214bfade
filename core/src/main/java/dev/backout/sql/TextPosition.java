package dev.backout.sql;

/// A place in a text as editors count it.
///
/// @param line from 1
/// @param column in code points, from 1
public record TextPosition(int line, int column) {
    /// The place of an offset in Java characters; the end of the text is a place too.
    public static TextPosition of(String text, int offset) {
        return new LineCounter(text).position(Math.clamp(offset, 0, text.length()));
    }

    /// The place of a position as the server counts: in characters (code points), from 1.
    public static TextPosition ofServer(String text, int position) {
        return of(text, offset(text, position));
    }

    /// The offset in Java characters of a server's position.
    public static int offset(String text, int position) {
        int points = Math.clamp(position - 1, 0, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, points);
    }

    /// The server's position of this place in a text; where the line ends, when it is shorter.
    public int in(String text) {
        int start = 0;
        for (int i = 1; i < line && text.indexOf('\n', start) >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        int end = text.indexOf('\n', start);
        int length = text.codePointCount(start, end < 0 ? text.length() : end);
        return text.codePointCount(0, start) + Math.min(column, length + 1);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
