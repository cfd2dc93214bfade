package dev.backout.integration.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The lines of a program's output, in constant memory: of a longer line only its beginning is
/// kept. A line that is written over and over (`\r`) is as many lines. For one thread, once.
final class BoundedLines {
    /// More than a person reads, and longer than a secret is.
    static final int LONGEST = 8_000;

    private final Reader reader;
    private final StringBuilder line = new StringBuilder();

    BoundedLines(InputStream stream) {
        this.reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    /// Reads to the end, or until the stream is closed.
    void to(Consumer<String> lines) {
        char[] buffer = new char[8_192];
        try (reader) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    take(buffer[i], lines);
                }
            }
        } catch (IOException e) {
            // Closed from our side: what it says from now on is of no interest.
        }
        flush(lines);
    }

    private void take(char c, Consumer<String> lines) {
        if (c == '\n' || c == '\r') {
            flush(lines);
        } else if (line.length() < LONGEST) {
            line.append(c);
        }
    }

    private void flush(Consumer<String> lines) {
        if (!line.isEmpty()) {
            lines.accept(line.toString());
            line.setLength(0);
        }
    }
}
