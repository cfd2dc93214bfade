package dev.backout.backup;

import dev.backout.backup.RestoreSource.Kind;
import dev.backout.backup.RestoreSource.State;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What one would restore from, the best first: dumps that runs began with, the newest first, then
/// nightly ones, the newest first.
///
/// @param folder where dumps of runs lie
/// @param nightly a folder or a glob with the dumps of others, or null
public record RestoreSources(BackupFolder folder, @Nullable String nightly) {
    private static final String NEWEST = "newest";
    private static final String FOLDER_OF_CUSTOM = "toc.dat";
    private static final List<String> PLAIN = List.of(".sql", ".sql.gz", ".sql.zst");
    private static final List<String> OTHERS = List.of(".json", ".partial", ".md5", ".sha256");
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    /// How deep `**` looks.
    private static final int DEPTH = 6;

    /// All of them.
    ///
    /// @param database only dumps of a database of that name, or of which nobody knows; null for
    ///   all
    public List<RestoreSource> list(@Nullable String database) {
        List<RestoreSource> sources = new ArrayList<>();
        ofRuns().stream()
                .filter(source -> database == null || isOf(source, database))
                .sorted(newestFirst())
                .forEach(sources::add);
        ofNights().stream().sorted(newestFirst()).forEach(sources::add);
        return sources;
    }

    /// The one to fall back on when another is bad, or null.
    public @Nullable RestoreSource after(RestoreSource bad, @Nullable String database) {
        return list(database).stream()
                .filter(RestoreSource::usable)
                .filter(source -> !source.place().equals(bad.place()))
                .findFirst()
                .orElse(null);
    }

    /// The newest of all, whoever took it; null when there is none.
    public @Nullable RestoreSource newest(@Nullable String database) {
        return list(database).stream().max(Comparator.comparing(RestoreSource::taken)).orElse(null);
    }

    /// The one that a person names.
    ///
    /// @param from the folder from which names of files are taken
    /// @param named a file or folder, the name of a backup, or `newest`
    /// @param database the newest of that database is meant
    /// @throws BackoutException `file-inaccessible` when there is none
    public RestoreSource find(Path from, String named, String database) {
        if (named.equals(NEWEST)) {
            RestoreSource newest = newest(database);
            if (newest == null) {
                throw absent("there is no backup of %s in %s", database, places());
            }
            return newest;
        }
        for (Path file : List.of(from.resolve(named), folder.path().resolve(named))) {
            if (Files.exists(file)) {
                return at(file);
            }
        }
        return list(null).stream()
                .filter(source -> called(source.place(), named))
                .findFirst()
                .orElseThrow(() ->
                        absent(
                                "there is no backup %s, neither that file nor a backup of that name"
                                        + " in %s",
                                named, places()));
    }

    private static boolean called(Path place, String name) {
        String file = String.valueOf(place.getFileName());
        int dot = file.lastIndexOf('.');
        return file.equals(name) || dot > 0 && file.substring(0, dot).equals(name);
    }

    private static BackoutException absent(String message, String one, String other) {
        return BackoutException.of(
                ErrorCode.FILE_INACCESSIBLE,
                message.formatted(one, other),
                "name a file of pg_dump: --from-backup FILE");
    }

    /// Where it looks, for people.
    public String places() {
        return nightly == null ? folder.path().toString() : folder.path() + " and " + nightly;
    }

    /// One file or folder that a person names.
    ///
    /// @throws BackoutException `file-inaccessible` when it is not there
    public static RestoreSource at(Path place) {
        if (!Files.exists(place)) {
            throw BackoutException.of(ErrorCode.FILE_INACCESSIBLE, "there is no backup " + place);
        }
        return source(place.toAbsolutePath().normalize(), Kind.NIGHTLY);
    }

    private List<RestoreSource> ofRuns() {
        return Files.isDirectory(folder.path())
                ? listed(folder.path()).stream()
                        .filter(file -> Files.exists(manifestOf(file)))
                        .filter(RestoreSources::dump)
                        .map(file -> source(file, Kind.BEFORE_RUN))
                        .toList()
                : List.of();
    }

    private List<RestoreSource> ofNights() {
        return nightly == null
                ? List.of()
                : matching(nightly).stream()
                        .filter(file -> !Files.exists(manifestOf(file)) || !ours(file))
                        .map(file -> source(file, Kind.NIGHTLY))
                        .toList();
    }

    private boolean ours(Path file) {
        return file.startsWith(folder.path());
    }

    private static boolean isOf(RestoreSource source, String database) {
        Manifest manifest = source.manifest();
        return manifest == null || manifest.database().name().equals(database);
    }

    private static Comparator<RestoreSource> newestFirst() {
        return Comparator.comparing(RestoreSource::taken).reversed();
    }

    private static RestoreSource source(Path place, Kind otherwise) {
        try {
            long bytes = Checksums.size(place);
            Instant written = Files.getLastModifiedTime(place).toInstant();
            if (!Files.exists(manifestOf(place))) {
                State state = state(place, bytes);
                return new RestoreSource(place, otherwise, written, bytes, null, state);
            }
            return recorded(place, bytes, written);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the backup %s cannot be read: %s".formatted(place, FolderCheck.reason(e)),
                    List.of(),
                    e);
        }
    }

    private static RestoreSource recorded(Path place, long bytes, Instant written) {
        try {
            Manifest manifest = Manifests.read(manifestOf(place));
            State state =
                    manifest.bytes() == bytes
                            ? new State.Recorded()
                            : new State.Bad(
                                    "it has %,d bytes, and %,d were written"
                                            .formatted(bytes, manifest.bytes()));
            return new RestoreSource(
                    place, Kind.BEFORE_RUN, manifest.began(), bytes, manifest, state);
        } catch (BackoutException e) {
            State state = new State.Bad(String.valueOf(e.getMessage()));
            return new RestoreSource(place, Kind.BEFORE_RUN, written, bytes, null, state);
        }
    }

    private static State state(Path place, long bytes) {
        String name = place.getFileName().toString();
        if (bytes == 0) {
            return new State.Bad("it is empty");
        }
        return PLAIN.stream().anyMatch(name::endsWith)
                ? new State.Bad("it is plain SQL, which pg_restore does not read")
                : new State.Unrecorded();
    }

    /// The manifest that belongs to a dump.
    static Path manifestOf(Path place) {
        String name = place.getFileName().toString();
        for (Manifest.Format format : Manifest.Format.values()) {
            if (name.endsWith(format.ending())) {
                String id = name.substring(0, name.length() - format.ending().length());
                return place.resolveSibling(id + Manifests.ENDING);
            }
        }
        return place.resolveSibling(name + Manifests.ENDING);
    }

    private static boolean dump(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(Manifest.Format.values()).anyMatch(f -> name.endsWith(f.ending()));
    }

    private static List<Path> listed(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE, directory + " cannot be read", List.of(), e);
        }
    }

    private static List<Path> matching(String pattern) {
        Path plain = Path.of(pattern);
        if (Files.isDirectory(plain) && !Files.exists(plain.resolve(FOLDER_OF_CUSTOM))) {
            return listed(plain).stream().filter(RestoreSources::mayBeDump).toList();
        }
        if (Files.exists(plain)) {
            return List.of(plain);
        }
        Path start = beforeGlob(plain);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        int below = plain.getNameCount() - start.getNameCount();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> all = Files.walk(start, pattern.contains("**") ? DEPTH : below)) {
            return all.filter(matcher::matches).filter(RestoreSources::mayBeDump).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE, start + " cannot be read", List.of(), e);
        }
    }

    /// The folder above the first name that is a pattern.
    private static Path beforeGlob(Path pattern) {
        Path start = pattern.toAbsolutePath().getRoot();
        for (Path part : pattern.toAbsolutePath()) {
            if (GLOB.matcher(part.toString()).find()) {
                return start;
            }
            start = start.resolve(part);
        }
        return start;
    }

    private static boolean mayBeDump(Path file) {
        String name = file.getFileName().toString();
        return Files.isDirectory(file)
                ? Files.exists(file.resolve(FOLDER_OF_CUSTOM))
                : OTHERS.stream().noneMatch(name::endsWith);
    }
}
