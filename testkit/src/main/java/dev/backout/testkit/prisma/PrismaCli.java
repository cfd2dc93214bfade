package dev.backout.testkit.prisma;

import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The pinned Prisma CLI, installed by npm under `testkit/target` the first time; about a second
/// per command. Thread-safe.
public final class PrismaCli {
    private static final Path ROOT = Path.of(System.getProperty("backout.root", "."));
    private static final Path SOURCE = ROOT.resolve("testkit/prisma-cli");
    private static final Path TARGET = ROOT.resolve("testkit/target/prisma-cli").toAbsolutePath();
    private static final String LOCK = "package-lock.json";
    private static final AtomicInteger SKIPPED = new AtomicInteger();

    private static @Nullable String failure;
    private static boolean installed;

    private PrismaCli() {}

    /// The CLI, or the test is skipped with a line that counts the skips.
    public static PrismaCli required() {
        install();
        if (failure != null) {
            String line =
                    "skipped without the Prisma CLI, number %d: %s"
                            .formatted(SKIPPED.incrementAndGet(), failure);
            System.err.println(line);
            Assumptions.abort(line);
        }
        return new PrismaCli();
    }

    /// `prisma migrate status`.
    public PrismaResult status(PrismaProject project) {
        return run(project, "migrate", "status");
    }

    /// `prisma migrate deploy`.
    public PrismaResult deploy(PrismaProject project) {
        return run(project, "migrate", "deploy");
    }

    /// `prisma migrate dev`, with a name for what it may want to create.
    public PrismaResult dev(PrismaProject project) {
        return run(project, "migrate", "dev", "--name", "made_by_dev");
    }

    /// `prisma migrate resolve --applied` or `--rolled-back`.
    public PrismaResult resolve(PrismaProject project, String option, String migration) {
        return run(project, "migrate", "resolve", option, migration);
    }

    /// What the CLI needs in its environment where its own engine cannot be had.
    public Map<String, String> engine() {
        return Map.of(
                "PRISMA_SCHEMA_ENGINE_BINARY",
                TARGET.resolve("engine.mjs").toString(),
                "CHECKPOINT_DISABLE",
                "1");
    }

    /// Puts the CLI into a project as `npm install` would.
    public void into(Path project) throws IOException {
        Files.createSymbolicLink(project.resolve("node_modules"), TARGET.resolve("node_modules"));
    }

    /// Any command of Prisma, in the project's directory.
    public PrismaResult run(PrismaProject project, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(TARGET.resolve("node_modules/.bin/prisma").toString());
        command.addAll(List.of(arguments));
        ProgramResult result =
                ProgramResult.of(project.directory(), command, environment(project.url()));
        return new PrismaResult(result.exit(), result.output() + result.errors());
    }

    private static Map<String, String> environment(String url) {
        return Map.of(
                "DATABASE_URL", url,
                "PRISMA_SCHEMA_ENGINE_BINARY", TARGET.resolve("engine.mjs").toString(),
                "PRISMA_HIDE_UPDATE_MESSAGE", "1",
                "CHECKPOINT_DISABLE", "1",
                "NO_COLOR", "1");
    }

    private static synchronized void install() {
        if (installed || failure != null) {
            return;
        }
        try {
            if (!isCurrent()) {
                copySources();
                failure = npmFailure();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        installed = failure == null;
    }

    /// npm leaves its own record of what it installed, later than our copy of the lock file.
    private static boolean isCurrent() throws IOException {
        Path copy = TARGET.resolve(LOCK);
        return Files.exists(copy)
                && Files.exists(TARGET.resolve("node_modules/.package-lock.json"))
                && Files.mismatch(copy, SOURCE.resolve(LOCK)) == -1
                && Files.mismatch(TARGET.resolve("engine.mjs"), SOURCE.resolve("engine.mjs")) == -1;
    }

    private static void copySources() throws IOException {
        Files.createDirectories(TARGET);
        for (String name : List.of("package.json", LOCK, ".npmrc", "engine.mjs")) {
            Files.copy(
                    SOURCE.resolve(name),
                    TARGET.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static @Nullable String npmFailure() {
        List<String> command = List.of("npm", "ci", "--ignore-scripts", "--no-progress");
        try {
            ProgramResult result = ProgramResult.of(TARGET, command, Map.of());
            return result.exit() == 0 ? null : "npm ci failed: " + lastLine(result.errors());
        } catch (UncheckedIOException e) {
            return "npm does not start: " + e.getCause();
        }
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (_, line) -> line);
    }
}
