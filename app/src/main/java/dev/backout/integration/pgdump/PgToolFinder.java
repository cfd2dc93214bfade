package dev.backout.integration.pgdump;

import dev.backout.database.Database;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the pg_dump that fits a server: the one that the settings name, else of those on the PATH
/// and where distributions put them the one of the server's own major version, else the oldest that
/// is newer. A newer one dumps well, but its dumps restore best into servers of its own version.
final class PgToolFinder {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ((\\d+).*)");
    private static final List<Path> VERSIONED =
            List.of(Path.of("/usr/lib/postgresql"), Path.of("/opt/homebrew/opt"));
    private static final List<Path> PREFIXED = List.of(Path.of("/usr"), Path.of("/usr/local"));

    private final @Nullable Path chosen;
    private final String searchPath;

    /// @param chosen the program that the settings name, or null
    /// @param environment the environment variables, for PATH
    PgToolFinder(@Nullable Path chosen, Map<String, String> environment) {
        this.chosen = chosen;
        this.searchPath = environment.getOrDefault("PATH", "");
    }

    /// The one for a server of this major version.
    ///
    /// @throws BackoutException `backup-unavailable`, with what would help
    PgTool find(int serverMajor) {
        List<PgTool> found = chosen == null ? all() : List.of(named(chosen));
        return found.stream()
                .filter(PgTool::whole)
                .filter(tool -> tool.major() >= serverMajor)
                .min(Comparator.comparingInt(PgTool::major))
                .orElseThrow(() -> none(found, serverMajor));
    }

    /// The newest one, to read dumps with.
    ///
    /// @throws BackoutException `backup-unavailable`
    PgTool newest() {
        List<PgTool> found = chosen == null ? all() : List.of(named(chosen));
        return found.stream()
                .filter(PgTool::whole)
                .max(Comparator.comparingInt(PgTool::major))
                .orElseThrow(() -> none(found, Database.NEWEST));
    }

    private List<PgTool> all() {
        return candidates().stream()
                .map(PgToolFinder::inRealFolder)
                .distinct()
                .map(PgToolFinder::read)
                .filter(Objects::nonNull)
                .toList();
    }

    /// `/bin` is `/usr/bin` in many places. The program itself stays a link: Debian's asks for the
    /// name that it is called by.
    private static Path inRealFolder(Path program) {
        try {
            return program.toAbsolutePath().resolveSibling(".").toRealPath().resolve("pg_dump");
        } catch (IOException e) {
            return program; // there is no such folder, and so no program
        }
    }

    private static PgTool named(Path program) {
        PgTool tool = read(program);
        if (tool == null) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_UNAVAILABLE,
                    "backup.pgDump of backout.yaml names %s, which is no pg_dump that runs here"
                            .formatted(program),
                    "nothing was executed; correct it, or leave it out");
        }
        return tool;
    }

    private static BackoutException none(List<PgTool> found, int major) {
        String install =
                "install postgresql-client-%d (Debian, Ubuntu), postgresql%d (Red Hat), or name one under backup.pgDump of backout.yaml"
                        .formatted(major, major);
        if (found.isEmpty()) {
            return BackoutException.of(
                    ErrorCode.BACKUP_UNAVAILABLE,
                    "there is no pg_dump on this machine; the server is PostgreSQL " + major,
                    "nothing was executed; " + install);
        }
        String what =
                found.stream()
                        .map(tool -> "%s is %d".formatted(tool.program(), tool.major()))
                        .collect(Collectors.joining(", "));
        boolean old = found.stream().allMatch(tool -> tool.major() < major);
        return BackoutException.of(
                ErrorCode.BACKUP_UNAVAILABLE,
                old
                        ? "pg_dump is too old for PostgreSQL %d: %s".formatted(major, what)
                        : "there is no pg_restore beside pg_dump, to check dumps with: " + what,
                "nothing was executed; " + install);
    }

    private List<Path> candidates() {
        List<Path> all = new ArrayList<>();
        for (String directory : searchPath.split(File.pathSeparator, -1)) {
            if (!directory.isEmpty()) {
                all.add(Path.of(directory, "pg_dump"));
            }
        }
        VERSIONED.forEach(base -> all.addAll(below(base, "*")));
        PREFIXED.forEach(base -> all.addAll(below(base, "pgsql-*")));
        return all;
    }

    private static List<Path> below(Path base, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(base)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(base, glob)) {
                versions.forEach(version -> found.add(version.resolve("bin/pg_dump")));
            } catch (IOException e) {
                // A folder that we may not read holds nothing that we may run.
                return found;
            }
        }
        return found;
    }

    private static @Nullable PgTool read(Path program) {
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            return null;
        }
        ChildProcess.Output output =
                ChildProcess.output(List.of(program.toString(), "--version"), Map.of());
        Matcher version = VERSION.matcher(output.text());
        return version.find()
                ? new PgTool(program, Integer.parseInt(version.group(2)), version.group(1).strip())
                : null;
    }
}
