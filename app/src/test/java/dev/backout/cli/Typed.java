package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// A command as somebody types it where there is no terminal.
///
/// @param exit the status that a shell sees
/// @param said both streams, one after the other
public record Typed(int exit, String said) {
    /// What was said, when it ended so.
    public String is(ExitCode expected) {
        assertThat(exit).as(said).isEqualTo(expected.number());
        return said;
    }

    /// Runs it in this process.
    public static Typed in(Path folder, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell =
                new Shell(
                        folder,
                        environment,
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.Terminals.NONE);
        int exit = new Backout(shell).run(arguments).number();
        return new Typed(
                exit, out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
    }
}
