package dev.backout.integration.process;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A script of a person, run by `/bin/sh`. It has nothing to read and no terminal, may say as much
/// as it likes, and ends with all that it started when its time is up or this process is gone, in
/// whatever way. For one thread, once.
public final class Script {
    /// What is asked to end gets so long until it is made to.
    private static final int GRACE_TENTHS = 30;

    private static final Duration GRACE = Duration.ofSeconds(6);

    /// What the script left running may hold its output open; nobody waits for that.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /// Runs the script in a process group of its own, and ends that when nobody holds the other end
    /// of the standard input any more. Where there is no `setsid` it ends the script alone.
    static final String TETHER =
            """
            exec 3<&0
            if command -v setsid >/dev/null 2>&1; then
                setsid /bin/sh -c "$1" </dev/null 3<&- &
                program=$! group=-$!
            else
                /bin/sh -c "$1" </dev/null 3<&- &
                program=$! group=$!
            fi
            (
                cat <&3
                trap '' TERM
                kill -s TERM -- "$group" || kill -s TERM "$program"
                left=%d
                while [ "$left" -gt 0 ] && kill -s 0 -- "$group"; do
                    sleep 0.1
                    left=$((left - 1))
                done
                kill -s KILL -- "$group"
            ) >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            wait "$program"
            status=$?
            kill "$watch" 2>/dev/null
            wait "$watch" 2>/dev/null
            exit "$status"\
            """
                    .formatted(GRACE_TENTHS);

    private final Process process;
    private final Thread reader;

    private Script(Process process, Consumer<String> line) {
        this.process = process;
        this.reader =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> new BoundedLines(process.getInputStream()).to(line));
    }

    /// How a script ended.
    public sealed interface Ending {
        /// By itself.
        ///
        /// @param status 0 for well; 128 and more when a signal ended it
        record Exited(int status) implements Ending {}

        /// Its time was up: it was ended, and what it had started.
        record TimedOut(Duration limit) implements Ending {}
    }

    /// Runs a script to its end.
    ///
    /// @param environment the whole environment of the script
    /// @param folder where it runs
    /// @param limit after which it is ended
    /// @param line told of every line of its output and its errors, from another thread
    /// @throws BackoutException `program-unavailable`, `step-failed` when this thread is
    ///   interrupted
    public static Ending run(
            String script,
            Map<String, String> environment,
            Path folder,
            Duration limit,
            Consumer<String> line) {
        Script running = new Script(start(script, environment, folder), line);
        try {
            return running.await(limit);
        } catch (InterruptedException e) {
            running.end();
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "interrupted while a command ran", List.of(), e);
        }
    }

    private static Process start(String script, Map<String, String> environment, Path folder) {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", TETHER, "backout", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.PROGRAM_UNAVAILABLE,
                    "/bin/sh cannot be started in " + folder,
                    List.of("commands of backout.yaml are run by it, in the folder of that file"),
                    e);
        }
    }

    private Ending await(Duration limit) throws InterruptedException {
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            listened();
            return new Ending.Exited(process.exitValue());
        }
        end();
        listened();
        return new Ending.TimedOut(limit);
    }

    private void listened() throws InterruptedException {
        close(process.getOutputStream());
        if (!reader.join(LAST_WORDS)) {
            close(process.getInputStream());
        }
    }

    /// Asks all of it to end, then makes it; also what left the group.
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

    private static void close(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            // The other side is gone: there is nothing left to be closed.
            return;
        }
    }
}
