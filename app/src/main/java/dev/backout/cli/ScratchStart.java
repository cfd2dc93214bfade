package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Settings;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;

import org.jspecify.annotations.Nullable;

/// Starts the scratch server that the settings name.
final class ScratchStart {
    private ScratchStart() {}

    /// @param major the target's major version, or null for the one that the project names, else
    ///   the newest there is
    static ScratchServer start(Configuration configuration, @Nullable Integer major) {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        Integer project = configuration.major();
        boolean known = project != null && servers.embedded().contains(project);
        Integer named = major == null && known ? project : major;
        int wanted = named == null ? servers.newestEmbedded() : named;
        return servers.start(
                switch (configuration.settings().scratch()) {
                    case Settings.Scratch.Embedded embedded ->
                            new ScratchRequest.Matching(wanted, null);
                    case Settings.Scratch.Binaries binaries ->
                            new ScratchRequest.LocalBinaries(binaries.folder());
                    case Settings.Scratch.Server server -> given(configuration, server);
                });
    }

    /// The server that the settings name, an embedded one where there is no project; on the longest
    /// beginning of a history that is kept.
    ///
    /// @param history what is to be replayed
    /// @param options how the database has to be made, or null when that is not known yet
    static ScratchServer start(
            @Nullable Configuration configuration,
            int major,
            Prefixes history,
            @Nullable ScratchOptions options) {
        if (configuration == null) {
            return embedded(major);
        }
        return new ScratchServers(ScratchPlaces.standard(), configuration.settings().keptScratch())
                .start(configuration.scratch(major), history, options);
    }

    /// An embedded server, where no project says otherwise.
    ///
    /// @param major the target's major version, or null for the newest there is
    static ScratchServer embedded(@Nullable Integer major) {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        int wanted = major == null ? servers.newestEmbedded() : major;
        return servers.start(new ScratchRequest.Matching(wanted, null));
    }

    /// A server with room for a restored dump, with or without a project around.
    ///
    /// @param bytes how much it will hold, about
    static ScratchServer roomy(Choices choices, int major, long bytes) {
        ScratchPlaces places = ScratchPlaces.standard();
        ScratchRequest request = Configuration.scratch(choices, major);
        boolean ours = !(request instanceof ScratchRequest.Given);
        return new ScratchServers(ours ? places.withRoom(bytes) : places).start(request);
    }

    private static ScratchRequest given(
            Configuration configuration, Settings.Scratch.Server server) {
        DatabaseAddress address = configuration.scratchAddress(server);
        Secret password = address.password();
        return new ScratchRequest.Given(
                address.jdbcUrl(), address.user(), password == null ? "" : password.reveal());
    }
}
