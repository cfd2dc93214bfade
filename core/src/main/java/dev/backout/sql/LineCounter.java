package dev.backout.sql;

/// Turns offsets into lines and columns; cheap when asked in ascending order.
final class LineCounter {
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    LineCounter(String text) {
        this.text = text;
    }

    TextPosition position(int offset) {
        if (offset < at) {
            at = 0;
            line = 1;
            lineStart = 0;
        }
        for (; at < offset; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        return new TextPosition(line, text.codePointCount(lineStart, offset) + 1);
    }
}
