package dev.backout.testkit.run;

import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The product's scratch servers for all tests of this process, one for each version; they end with
/// it. Thread-safe.
public final class SharedScratch {
    private static final Map<Integer, ScratchServer> SERVERS = new ConcurrentHashMap<>();

    private SharedScratch() {}

    /// The embedded server of that version.
    public static ScratchServer of(int major) {
        return SERVERS.computeIfAbsent(
                major,
                version -> {
                    ScratchServer server =
                            new ScratchServers(ScratchPlaces.standard())
                                    .start(new ScratchRequest.Embedded(version));
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                    return server;
                });
    }
}
