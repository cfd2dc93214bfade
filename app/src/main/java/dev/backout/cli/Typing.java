package dev.backout.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A line that somebody types at a terminal: it is seen when it is read.
final class Typing extends InputStream {
    private final ByteArrayInputStream line;
    private final PrintStream screen;

    /// @param text without its end; nothing is typed when it is empty
    Typing(String text, PrintStream screen) {
        String typed = text.isEmpty() ? "" : text + "\n";
        this.line = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        this.screen = screen;
    }

    @Override
    public int read() {
        int next = line.read();
        if (next >= 0) {
            screen.write(next);
        }
        return next;
    }

    @Override
    public int read(byte[] to, int from, int length) {
        int got = line.read(to, from, length);
        if (got > 0) {
            screen.write(to, from, got);
        }
        return got;
    }
}
