package dev.backout.testkit.npm;

import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder of `testkit` with pinned packages, installed by npm under `testkit/target` the first
/// time. Safe for several threads and processes.
public final class NpmFolder {
    private static final Path ROOT = Path.of(System.getProperty("backout.root", "."));
    private static final String LOCK = "package-lock.json";
    private static final AtomicInteger SKIPPED = new AtomicInteger();

    private final Path source;
    private final Path target;
    private final List<String> more;
    private @Nullable String failure;
    private boolean installed;

    /// @param name of the folder
    /// @param more what lies in it and is needed besides the lists of packages
    public NpmFolder(String name, String... more) {
        this.source = ROOT.resolve("testkit").resolve(name);
        this.target = ROOT.resolve("testkit/target").resolve(name).toAbsolutePath();
        this.more = List.of(more);
    }

    /// Where it is installed.
    public Path target() {
        return target;
    }

    /// Installs it, or the test is skipped with a line that counts the skips.
    public void require() {
        install();
        if (failure != null) {
            String line =
                    "skipped without %s, number %d: %s"
                            .formatted(source.getFileName(), SKIPPED.incrementAndGet(), failure);
            System.err.println(line);
            Assumptions.abort(line);
        }
    }

    /// Puts the packages into a project as `npm install` would.
    public void into(Path project) throws IOException {
        Files.createSymbolicLink(project.resolve("node_modules"), target.resolve("node_modules"));
    }

    private synchronized void install() {
        if (installed || failure != null) {
            return;
        }
        try {
            Files.createDirectories(target);
            // The tests of two modules may want it at once, in a process each.
            try (FileChannel file =
                            FileChannel.open(
                                    target.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = file.lock()) {
                if (!isCurrent()) {
                    copySources();
                    failure = npmFailure();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        installed = failure == null;
    }

    /// npm leaves its own record of what it installed, later than our copy of the lock file.
    private boolean isCurrent() throws IOException {
        if (!Files.exists(target.resolve(LOCK))
                || !Files.exists(target.resolve("node_modules/.package-lock.json"))) {
            return false;
        }
        List<String> files = new ArrayList<>(more);
        files.add(LOCK);
        for (String name : files) {
            if (!Files.exists(target.resolve(name))
                    || Files.mismatch(target.resolve(name), source.resolve(name)) != -1) {
                return false;
            }
        }
        return true;
    }

    private void copySources() throws IOException {
        List<String> files = new ArrayList<>(more);
        files.addAll(List.of("package.json", LOCK, ".npmrc"));
        for (String name : files) {
            Files.copy(
                    source.resolve(name),
                    target.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private @Nullable String npmFailure() {
        List<String> command = List.of("npm", "ci", "--ignore-scripts", "--no-progress");
        try {
            ProgramResult result = ProgramResult.of(target, command, Map.of());
            return result.exit() == 0 ? null : "npm ci failed: " + lastLine(result.errors());
        } catch (UncheckedIOException e) {
            return "npm does not start: " + e.getCause();
        }
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (_, line) -> line);
    }
}
