package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// The git program, asked in one repository. It never writes and never asks for a password.
///
/// @param top the repository's work tree, without symbolic links
record Git(Path top) {
    /// The repository that holds a path, which need not exist in the present checkout.
    static Git around(Path path) {
        Path existing = existing(path);
        String top = text(run(existing, List.of("rev-parse", "--show-toplevel"), new byte[0]));
        return new Git(Path.of(top.strip()));
    }

    /// The commit that a branch, tag or abbreviation means.
    String commit(String ref) {
        try {
            return text(git("rev-parse", "--verify", "--end-of-options", ref + "^{commit}"))
                    .strip();
        } catch (BackoutException e) {
            throw new BackoutException(
                    ErrorCode.GIT_FAILED,
                    "git knows no commit %s in %s".formatted(ref, top),
                    List.of("a shallow clone lacks it: git fetch origin " + ref),
                    e);
        }
    }

    /// The path inside the repository, with slashes; empty for the repository itself.
    String inside(Path path) {
        Path existing = existing(path);
        Path rest = existing.toAbsolutePath().relativize(path.toAbsolutePath());
        Path real = real(existing).resolve(rest).normalize();
        return real(top).relativize(real).toString().replace('\\', '/');
    }

    /// Runs git and gives what it printed.
    byte[] git(String... arguments) {
        return run(top, List.of(arguments), new byte[0]);
    }

    /// Runs git with something on its standard input.
    byte[] gitWith(byte[] input, String... arguments) {
        return run(top, List.of(arguments), input);
    }

    private static byte[] run(Path folder, List<String> arguments, byte[] input) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("LC_ALL", "C");
        try {
            return finish(builder.start(), arguments.getFirst(), input);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.GIT_FAILED,
                    "the program git cannot be started",
                    List.of("install git, or leave out --git-ref and --since"),
                    e);
        }
    }

    /// All three streams move at once; a full pipe would otherwise stop git for good.
    private static byte[] finish(Process process, String what, byte[] input) throws IOException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var fed = CompletableFuture.runAsync(() -> feed(process, input), executor);
            var errors =
                    CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()), executor);
            byte[] output = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            fed.join();
            if (status != 0) {
                throw failed(what, text(errors.join()));
            }
            return output;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.GIT_FAILED, "interrupted while git " + what, List.of(), e);
        }
    }

    private static BackoutException failed(String what, String errors) {
        String said = errors.strip().lines().findFirst().orElse("it said nothing");
        return BackoutException.of(
                ErrorCode.GIT_FAILED,
                "git %s failed: %s".formatted(what, said.replaceFirst("^fatal: ", "")));
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException e) {
            // git ended before it had read everything; its exit status tells why.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] drain(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path existing(Path path) {
        Path candidate = path.toAbsolutePath();
        while (!Files.isDirectory(candidate) && candidate.getParent() != null) {
            candidate = candidate.getParent();
        }
        return candidate;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
