package dev.backout.migration.nodepgmigrate;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that nobody trusts to end: it ends with all that it started when it has said nothing
/// for too long, when it has ended itself, and when this process is gone, in whatever way. For one
/// thread, once.
final class Tethered {
    /// Runs the program in a process group of its own, with the first line of the standard input as
    /// its input, and kills that group when nobody holds the other end of the input any more. There
    /// is nothing that it could have to put in order, so it is not asked first.
    private static final String TETHER =
            """
            IFS= read -r input
            exec 3<&0
            if command -v setsid >/dev/null 2>&1; then
                printf '%s\\n' "$input" | setsid "$@" 3<&- &
                program=$! group=-$!
            else
                printf '%s\\n' "$input" | "$@" 3<&- &
                program=$! group=$!
            fi
            (cat <&3; kill -s KILL -- "$group" || kill -s KILL "$program") >/dev/null 2>&1 &
            watch=$!
            exec 3<&- 2>/dev/null
            wait "$program"
            status=$?
            kill "$watch"
            kill -s KILL -- "$group"
            exit "$status"\
            """;

    /// More than any directory of migrations says, and little enough to keep.
    private static final int LONGEST_LINE = 64 << 20;

    private static final int MOST_ERRORS = 64 << 10;
    private static final long TICK_MILLIS = 50;
    private static final Duration GRACE = Duration.ofSeconds(5);

    /// What it left running where nobody can tell that it did may hold its output open.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final String word;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder errors = new StringBuilder();
    private volatile long heard = System.nanoTime();

    private Tethered(Process process, String word) {
        this.process = process;
        this.word = word;
    }

    /// What a program printed until it ended or was ended.
    ///
    /// @param lines those that begin with the word, without it
    /// @param errors the beginning of what it printed as errors
    /// @param status its exit status, 128 and more when a signal ended it; null when it said
    ///   nothing for too long
    record Output(List<String> lines, String errors, @Nullable Integer status) {}

    /// Runs a program.
    ///
    /// @param environment all of it
    /// @param input a line
    /// @param word what the lines begin with that count; nothing for all of them
    /// @param silence how long it may say no such line
    /// @throws IOException when there is no `/bin/sh`
    static Output run(
            List<String> command,
            Path folder,
            Map<String, String> environment,
            String input,
            String word,
            Duration silence)
            throws IOException {
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", TETHER, "backout"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Tethered(builder.start(), word).run(input, silence);
    }

    private Output run(String input, Duration silence) throws IOException {
        Thread out = reader(process.getInputStream(), this::readLines);
        Thread err = reader(process.getErrorStream(), this::readErrors);
        Thread feeder = Thread.ofVirtual().start(() -> feed(input));
        try {
            boolean ended = await(silence);
            end();
            feeder.join();
            out.join(LAST_WORDS);
            err.join(LAST_WORDS);
            return output(ended);
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while node ran", e);
        }
    }

    private Output output(boolean ended) {
        synchronized (lines) {
            return new Output(
                    List.copyOf(lines), errors.toString(), ended ? process.exitValue() : null);
        }
    }

    private boolean await(Duration silence) throws InterruptedException {
        while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - heard > silence.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private void end() {
        List<ProcessHandle> all = process.descendants().toList();
        close(process.getOutputStream());
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /// The input stays open: its end is the end of the program.
    private void feed(String input) {
        try {
            OutputStream stream = process.getOutputStream();
            stream.write((input + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            // It ended without reading; what it printed tells why.
            return;
        }
    }

    private interface Consumer {
        void read(Reader reader) throws IOException;
    }

    private static Thread reader(InputStream stream, Consumer consumer) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (Reader reader =
                            new BufferedReader(
                                    new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        consumer.read(reader);
                    } catch (IOException e) {
                        // Cut off when it was ended.
                        return;
                    }
                });
    }

    private void readLines(Reader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                take(line.toString());
                line.setLength(0);
            } else if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
        }
        take(line.toString());
    }

    private void take(String line) {
        if (line.startsWith(word)) {
            heard = System.nanoTime();
            synchronized (lines) {
                lines.add(line.substring(word.length()));
            }
        }
    }

    private void readErrors(Reader reader) throws IOException {
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            synchronized (lines) {
                if (errors.length() < MOST_ERRORS) {
                    errors.append((char) c);
                }
            }
        }
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The other side is gone: there is nothing left to be closed.
            return;
        }
    }
}
