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

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
