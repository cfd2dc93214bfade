package dev.backout.testkit.pgdump;

import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the newest pg_dump: `BACKOUT_PG_DUMP`, the PATH, Debian's directory per major version, and
/// what `testkit/fetch-pg-dump` unpacked earlier. When none is new enough, that script is run once.
///
/// Thread-safe.
public final class PgDumpFinder {
    private static final Path VERSIONED = Path.of("/usr/lib/postgresql");

    private static final Map<Integer, PgDumpSearch> FOUND = new HashMap<>();

    private static @Nullable PgDumpSearch fetched;

    private PgDumpFinder() {}

    /// A pg_dump for servers up to `serverMajor`; may download some 10 MB the first time.
    public static synchronized PgDumpSearch find(int serverMajor) {
        return FOUND.computeIfAbsent(serverMajor, PgDumpFinder::search);
    }

    private static PgDumpSearch search(int serverMajor) {
        Optional<PgDump> local = newest(candidates());
        if (local.isPresent() && local.get().major() >= serverMajor) {
            return new PgDumpSearch.Found(local.get());
        }
        PgDumpSearch last = fetched == null ? fetched = fetch() : fetched;
        return switch (last) {
            case PgDumpSearch.Found(PgDump program) when program.major() < serverMajor ->
                    new PgDumpSearch.Missing(
                            "the newest pg_dump to be had is %d, the server is %d"
                                    .formatted(program.major(), serverMajor));
            case PgDumpSearch.Found found -> found;
            case PgDumpSearch.Missing missing -> missing;
        };
    }

    private static Optional<PgDump> newest(List<Path> programs) {
        return programs.stream()
                .filter(Files::isExecutable)
                .map(PgDump::at)
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(PgDump::major));
    }

    private static List<Path> candidates() {
        List<Path> all = new ArrayList<>();
        String chosen = System.getenv("BACKOUT_PG_DUMP");
        if (chosen != null) {
            all.add(Path.of(chosen));
        }
        // An older cache has no pg_restore; the script makes one, without another download.
        if (Files.isExecutable(cache().resolve("pg_restore"))) {
            all.add(cache().resolve("pg_dump"));
        }
        for (String directory :
                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            all.add(Path.of(directory, "pg_dump"));
        }
        all.addAll(versioned());
        return all;
    }

    private static List<Path> versioned() {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(VERSIONED)) {
            try (DirectoryStream<Path> majors = Files.newDirectoryStream(VERSIONED)) {
                majors.forEach(major -> found.add(major.resolve("bin/pg_dump")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("backout-test/pg_dump");
    }

    private static PgDumpSearch fetch() {
        Path script = Path.of(System.getProperty("backout.root", "."), "testkit/fetch-pg-dump");
        if (!Files.isExecutable(script)) {
            return new PgDumpSearch.Missing("there is no " + script + " to fetch pg_dump with");
        }
        ProgramResult result = ProgramResult.of(List.of(script.toString(), cache().toString()));
        if (result.exit() != 0) {
            return new PgDumpSearch.Missing(result.errors().strip());
        }
        return PgDump.at(Path.of(result.output().strip()))
                .<PgDumpSearch>map(PgDumpSearch.Found::new)
                .orElseGet(() -> new PgDumpSearch.Missing("the fetched pg_dump does not run"));
    }
}
