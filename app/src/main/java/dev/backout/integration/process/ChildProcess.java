package dev.backout.integration.process;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A program that is running. It ends with this process: Ctrl-C and a failure elsewhere stop it.
public final class ChildProcess implements AutoCloseable {
    private static final long TICK_MILLIS = 200;

    private static final Path SHELL = Path.of("/bin/sh");

    /// Runs the program that is given, and ends it when nobody holds the other end of the standard
    /// input any more: then the process that started all this is gone, in whatever way.
    private static final String TETHER =
            """
            exec 3<&0
            "$@" 0</dev/null 3<&- &
            program=$!
            (cat <&3 >/dev/null 2>&1; kill "$program" 2>/dev/null) >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            wait "$program"
            status=$?
            kill "$watch" 2>/dev/null
            exit "$status"\
            """;

    private final String name;
    private final Process process;
    private final Thread hook;
    private final CompletableFuture<@Nullable Void> errors;
    private final CompletableFuture<@Nullable Void> output;

    private ChildProcess(
            String name, Process process, Consumer<String> outputLine, Consumer<String> errorLine) {
        this.name = name;
        this.process = process;
        this.hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
        this.output = reader(process.getInputStream(), outputLine);
        this.errors = reader(process.getErrorStream(), errorLine);
    }

    /// Starts a program with nothing to read.
    ///
    /// @param environment the whole environment of the program
    /// @throws BackoutException `program-unavailable`
    public static ChildProcess start(
            List<String> command,
            Map<String, String> environment,
            Consumer<String> outputLine,
            Consumer<String> errorLine) {
        return start(command, environment, "", outputLine, errorLine);
    }

    /// Starts a program that has nothing to read and ends with this process, even when that is
    /// killed. Where there is no shell it does so only when it has something to say.
    public static ChildProcess tethered(
            List<String> command,
            Map<String, String> environment,
            Consumer<String> outputLine,
            Consumer<String> errorLine) {
        if (!Files.isExecutable(SHELL)) {
            return start(command, environment, outputLine, errorLine);
        }
        List<String> whole = new ArrayList<>(List.of(SHELL.toString(), "-c", TETHER));
        whole.add(command.getFirst());
        whole.addAll(command);
        return start(whole, environment, null, outputLine, errorLine);
    }

    /// Starts a program.
    ///
    /// @param input what it reads; null leaves its input open until it has ended
    public static ChildProcess start(
            List<String> command,
            Map<String, String> environment,
            @Nullable String input,
            Consumer<String> outputLine,
            Consumer<String> errorLine) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            var child = new ChildProcess(command.getFirst(), process, outputLine, errorLine);
            if (input != null) {
                child.feed(input);
            }
            return child;
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.PROGRAM_UNAVAILABLE,
                    "the program %s cannot be started".formatted(command.getFirst()),
                    List.of(),
                    e);
        }
    }

    /// What a program says that has nothing to read and ends soon.
    public static Output output(List<String> command, Map<String, String> environment) {
        return output(command, environment, "");
    }

    /// What a program says that ends soon.
    ///
    /// @param environment the whole environment of the program
    /// @param input what it reads
    public static Output output(
            List<String> command, Map<String, String> environment, String input) {
        var text = new StringBuilder();
        var failure = new StringBuilder();
        try (ChildProcess child =
                start(
                        command,
                        environment,
                        input,
                        line -> text.append(line).append('\n'),
                        line -> failure.append(line).append('\n'))) {
            int status = child.await(() -> {});
            return new Output(status, text.toString(), failure.toString());
        }
    }

    /// What a program said.
    ///
    /// @param status its exit status; 128 and more when a signal ended it
    /// @param text what it printed
    /// @param errors what it printed as errors
    public record Output(int status, String text, String errors) {
        /// The last line of the errors.
        public String lastError() {
            return errors.strip().lines().reduce((_, last) -> last).orElse("it said nothing");
        }
    }

    /// Waits until it has ended and all that it said was read.
    ///
    /// @param tick called every now and then
    /// @return its exit status; 128 and more when a signal ended it
    public int await(Runnable tick) {
        try {
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                tick.run();
            }
            output.join();
            errors.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "interrupted while %s ran".formatted(name),
                    List.of(),
                    e);
        }
    }

    /// Closes its input, as the end of this process would.
    void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it is still running.
    public boolean running() {
        return process.isAlive();
    }

    /// Stops it when it is still running.
    @Override
    public void close() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            reap();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // We are being ended: the hook is running.
        }
    }

    private void reap() {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void feed(String input) {
        try (var stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it had read everything; its exit status tells why.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static CompletableFuture<@Nullable Void> reader(
            InputStream stream, Consumer<String> line) {
        var done = new CompletableFuture<@Nullable Void>();
        Thread.ofVirtual()
                .start(() -> {
                    try (var lines =
                            new BufferedReader(
                                    new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        lines.lines().forEach(line);
                        done.complete(null);
                    } catch (IOException | UncheckedIOException e) {
                        // Cut off when the child is killed from here.
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
        return done;
    }
}
