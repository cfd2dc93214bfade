package dev.backout.cli;

import dev.backout.demo.TypedLine;
import dev.backout.error.ExitCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What a demo types, in this process, and all that it prints.
public final class TypedDemo {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

    /// Where it is told.
    public PrintStream out() {
        return out;
    }

    /// All that was told until now.
    public String story() {
        return told.toString(StandardCharsets.UTF_8);
    }

    /// Runs one command.
    public ExitCode run(TypedLine line) {
        return DemoCommand.run(line, line.environment(), out);
    }
}
