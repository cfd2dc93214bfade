package dev.backout.cli;

import org.jspecify.annotations.Nullable;

/// The version of this program.
public final class Version {
    private Version() {}

    /// As the build names it, or `development` when it runs from classes.
    public static String text() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
