package dev.backout.cli;

import dev.backout.config.Configuration;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

/// The scratch server, started when it is first needed.
final class LazyScratch implements AutoCloseable {
    private final @Nullable Configuration configuration;
    private @Nullable ScratchServer server;

    LazyScratch(@Nullable Configuration configuration) {
        this.configuration = configuration;
    }

    ScratchServer server(int major) {
        ScratchServer started = server;
        if (started == null) {
            started =
                    configuration == null
                            ? ScratchStart.embedded(major)
                            : ScratchStart.start(configuration, major);
            server = started;
        }
        return started;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
