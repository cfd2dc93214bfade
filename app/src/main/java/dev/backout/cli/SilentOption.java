package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.message.MessageSettings;

import picocli.CommandLine.Option;

/// The option of the commands that tell people elsewhere what they do.
final class SilentOption {
    @Option(
            names = "--no-messages",
            description = "tells nobody of it, whatever messages of backout.yaml says: for trials")
    private boolean silent;

    /// Who is to be told.
    MessageSettings settings(Choices choices, Site site) {
        return silent ? MessageSettings.NONE : Configuration.messages(choices, site.target());
    }
}
