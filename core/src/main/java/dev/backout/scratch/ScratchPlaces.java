package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where things lie on this machine.
///
/// @param archives the directory with the embedded PostgreSQL's jars, or null to look on the class
///   path only
/// @param cache unpacked binaries and initialised data directories; may be deleted at any time
/// @param runs where servers live while they run, best first
public record ScratchPlaces(@Nullable Path archives, Path cache, List<Path> runs) {
    /// Less room than this is no place for a server.
    private static final long ROOM = 256L << 20;

    /// In memory it would be taken from others, and a history of a thousand migrations takes some
    /// hundreds of MB.
    private static final long ROOM_IN_MEMORY = 1L << 30;

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    public ScratchPlaces {
        runs = List.copyOf(runs);
    }

    /// The places by the environment: the property `backout.postgres`, `BACKOUT_CACHE`,
    /// `XDG_CACHE_HOME`, the memory file system, the directory for temporary files.
    public static ScratchPlaces standard() {
        String archives = System.getProperty("backout.postgres");
        return new ScratchPlaces(
                archives == null ? null : Path.of(archives),
                cache(System.getenv(), Path.of(System.getProperty("user.home"))),
                List.of(SHARED_MEMORY, temporary()));
    }

    static Path cache(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("BACKOUT_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg)).resolve("backout");
    }

    /// The same for servers that will hold so much: memory only when it has plenty, then the
    /// directories for temporary files.
    ///
    /// @throws BackoutException scratch-unavailable when no place has the room
    public ScratchPlaces withRoom(long bytes) {
        long needed = 2 * bytes + ROOM;
        List<Path> fitting =
                Stream.of(SHARED_MEMORY, temporary(), Path.of("/var/tmp"))
                        .filter(ScratchPlaces::usable)
                        .filter(place -> room(place) >= wanted(place, needed))
                        .toList();
        if (fitting.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    "neither memory nor %s nor /var/tmp has the %,d MB that a restore may need"
                            .formatted(temporary(), needed >> 20),
                    "make room, or name a server under scratch.url of backout.yaml");
        }
        return new ScratchPlaces(archives, cache, fitting);
    }

    /// The same with another cache.
    ScratchPlaces withCache(Path other) {
        return new ScratchPlaces(archives, other, runs);
    }

    /// The first place that can be written and has room; the last one when none has.
    Path run() {
        return runs.stream().filter(ScratchPlaces::usable).findFirst().orElse(runs.getLast());
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static long wanted(Path place, long needed) {
        return place.equals(SHARED_MEMORY) ? 2 * needed : needed;
    }

    private static boolean usable(Path place) {
        return Files.isDirectory(place) && Files.isWritable(place) && room(place) > least(place);
    }

    private static long least(Path place) {
        return place.equals(SHARED_MEMORY) ? ROOM_IN_MEMORY : ROOM;
    }

    /// Nothing where nobody can tell.
    private static long room(Path place) {
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
