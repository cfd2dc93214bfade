package dev.backout.testkit.prisma;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A process that runs commands of the Prisma CLI one after the other (`resident.cjs`); it ends
/// with this one. For one thread at a time.
final class PrismaProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Those that have nothing to do.
    private static final Queue<PrismaProcess> IDLE = new ConcurrentLinkedQueue<>();

    /// Requests and answers have descriptors of their own; what the CLI starts inherits others.
    private static final String SHELL = "exec node \"$0\" 3<&0 4>&1 0</dev/null 1>/dev/null";

    private final OutputStream requests;
    private final BufferedReader answers;

    private PrismaProcess(Process process) {
        this.requests = process.getOutputStream();
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /// Runs a command to its end, in a process that is idle or in a new one. Thread-safe.
    ///
    /// @param program `resident.cjs` beside the packages
    static PrismaResult run(
            Path program, Path directory, Map<String, String> environment, List<String> arguments) {
        try {
            @Nullable PrismaProcess idle = IDLE.poll();
            PrismaProcess process = idle == null ? start(program) : idle;
            JsonNode answer =
                    process.ask(
                            Map.of(
                                    "cwd",
                                    directory.toString(),
                                    "env",
                                    environment,
                                    "arguments",
                                    arguments));
            if (!answer.get("last").booleanValue()) {
                IDLE.add(process);
            }
            return new PrismaResult(
                    answer.get("exit").intValue(),
                    answer.get("output").textValue() + answer.get("errors").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrismaProcess start(Path program) throws IOException {
        return new PrismaProcess(
                new ProcessBuilder("/bin/sh", "-c", SHELL, program.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    private JsonNode ask(Map<String, Object> request) throws IOException {
        requests.write((JSON.writeValueAsString(request) + "\n").getBytes(UTF_8));
        requests.flush();
        @Nullable String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process of the Prisma CLI ended without an answer");
        }
        return JSON.readTree(line);
    }
}
