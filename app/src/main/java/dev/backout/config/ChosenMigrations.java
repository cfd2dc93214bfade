package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// The migrations directory of a project that is not Prisma's, and who names it.
///
/// @param directory the directory, whether or not it exists
/// @param line what is told of it
record ChosenMigrations(Path directory, String line) {
    /// What the command line names, else `backout.yaml`, else where the tool would look.
    ///
    /// @param why the tool looks there
    static ChosenMigrations of(
            Choices choices, Settings settings, ToolCandidate candidate, String why) {
        Path given = given(choices, candidate);
        if (given != null) {
            return told(choices, given, "the command line names it");
        }
        Path set = settings.migrations();
        return set != null
                ? told(choices, set, SettingsReader.NAME + " names it")
                : told(choices, candidate.migrations(), why);
    }

    /// The project's folder, or one between it and the migrations, names the project only.
    private static @Nullable Path given(Choices choices, ToolCandidate candidate) {
        Path named = choices.migrations();
        if (named == null) {
            return null;
        }
        Path given = choices.folder().resolve(named).normalize();
        return given.startsWith(candidate.root())
                        && candidate.migrations().startsWith(given)
                        && !given.equals(candidate.migrations())
                ? null
                : given;
    }

    private static ChosenMigrations told(Choices choices, Path path, String why) {
        Path folder = choices.folder();
        return new ChosenMigrations(
                path,
                "migrations: %s (%s)"
                        .formatted(path.startsWith(folder) ? folder.relativize(path) : path, why));
    }
}
