package dev.backout.testkit.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// What a program printed and how it ended.
public record ProgramResult(int exit, String output, String errors) {
    private static final Executor READERS = task -> Thread.ofVirtual().start(task);

    /// Runs the program to its end in the current directory.
    public static ProgramResult of(List<String> command) {
        return of(command, Map.of());
    }

    /// The same, with some more environment variables.
    public static ProgramResult of(List<String> command, Map<String, String> environment) {
        return of(Path.of("."), command, environment);
    }

    /// Runs the program to its end in a directory, its standard input closed.
    ///
    /// @throws UncheckedIOException when it cannot be started
    public static ProgramResult of(
            Path directory, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), READERS);
            String output = text(process.getInputStream());
            return new ProgramResult(process.waitFor(), output, errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.getFirst(), e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
