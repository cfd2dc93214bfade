package dev.backout.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// What a command was given by whoever started it. Commands touch neither `System.out` nor the
/// environment themselves, so that a test can hand them others.
///
/// @param directory the current folder, absolute
/// @param environment the environment variables
/// @param in what the person types
/// @param out the answer; flushed at every line
/// @param err progress and failures
/// @param terminals which of the streams are terminals
public record Shell(
        Path directory,
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminals terminals) {

    /// Which streams are terminals: questions need `in`, colour needs `out`, progress needs `err`.
    public record Terminals(boolean in, boolean out, boolean err) {
        /// None of them, as in CI.
        public static final Terminals NONE = new Terminals(false, false, false);
    }

    public Shell {
        environment = Map.copyOf(environment);
    }

    /// Prints a line of an answer, in colour where a person sees it and wants it so (no-color.org).
    void say(String line) {
        boolean colour =
                terminals.out()
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb");
        out.println(colour ? Paint.line(line) : line);
    }

    /// The shell of this process. The launcher tells which streams are terminals, because asking
    /// from Java costs more than the rest of the start.
    ///
    /// @param out where the answers go
    static Shell ofProcess(Output out) {
        String descriptors = System.getProperty("backout.terminals", "");
        return new Shell(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                System.in,
                stream(out),
                stream(new FileOutputStream(FileDescriptor.err)),
                new Terminals(
                        descriptors.contains("0"),
                        descriptors.contains("1"),
                        descriptors.contains("2")));
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
