package dev.backout.migration.nodepgmigrate;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The node of the path, with as few rights as it and the system can be told to give: no
/// environment but the path, no writing, no programs, reading below some folders only, and where
/// the system has namespaces for everybody, no network.
final class NodeProgram {
    private static final Executor READERS = task -> Thread.ofVirtual().start(task);
    private static final Duration SHORT = Duration.ofSeconds(10);

    private NodeProgram() {}

    /// What a program printed until it ended or was ended.
    ///
    /// @param status its exit status, or null when it took too long
    record Output(String text, String errors, @Nullable Integer status) {}

    /// Runs a script.
    ///
    /// @param readable the folders below which it may read
    /// @throws IOException when there is no node
    static Output run(Path folder, Path script, List<Path> readable, String input, Duration limit)
            throws IOException {
        List<String> command = new ArrayList<>(isolation());
        command.add("node");
        command.addAll(permissions(readable));
        command.add(script.toString());
        return start(command, folder, input, limit);
    }

    private static List<String> permissions(List<Path> readable) throws IOException {
        String version =
                start(List.of("node", "--version"), Path.of("/"), "", SHORT).text().strip();
        int major = major(version);
        List<String> options =
                new ArrayList<>(List.of("--no-warnings", "--max-old-space-size=512"));
        if (major >= 20) {
            options.add(major >= 24 ? "--permission" : "--experimental-permission");
            outermost(readable).forEach(path -> options.add("--allow-fs-read=" + path + "/*"));
        }
        return options;
    }

    /// Node 20 ends with an assertion when one of its paths begins another.
    private static List<Path> outermost(List<Path> paths) {
        return paths.stream()
                .filter(path ->
                        paths.stream().noneMatch(one -> !one.equals(path) && path.startsWith(one)))
                .distinct()
                .toList();
    }

    private static int major(String version) {
        String digits = version.replaceFirst("^v", "").split("\\.", 2)[0];
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }

    /// A network namespace with nothing in it, where an ordinary user may have one.
    private static List<String> isolation() {
        List<String> wrapper = List.of("unshare", "--map-root-user", "--net");
        List<String> trial = new ArrayList<>(wrapper);
        trial.add("true");
        try {
            Integer status = start(trial, Path.of("/"), "", SHORT).status();
            return status != null && status == 0 ? wrapper : List.of();
        } catch (IOException e) {
            // No such program: the guards inside of node have to do.
            return List.of();
        }
    }

    private static Output start(List<String> command, Path folder, String input, Duration limit)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "JITI_FS_CACHE", "false"));
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        Process process = builder.start();
        var fed = CompletableFuture.runAsync(() -> feed(process, input), READERS);
        var text = CompletableFuture.supplyAsync(() -> drain(process.getInputStream()), READERS);
        var errors = CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()), READERS);
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            fed.join();
            return new Output(text.join(), errors.join(), ended ? process.exitValue() : null);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while node ran", e);
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; what it printed tells why.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String drain(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
