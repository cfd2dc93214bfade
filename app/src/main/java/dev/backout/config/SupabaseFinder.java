package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a project of Supabase of what was found.
final class SupabaseFinder {
    /// Of a table of TOML, up to the next one.
    private static final Pattern MAJOR =
            Pattern.compile(
                    "(?ms)^\\s*\\[db]\\s*$(?:(?!^\\s*\\[).)*?^\\s*major_version\\s*=\\s*(\\d+)");

    private SupabaseFinder() {}

    /// The project around a candidate.
    ///
    /// @throws BackoutException `file-inaccessible`
    static Project project(Choices choices, Settings settings, SupabaseCandidate candidate) {
        ChosenMigrations migrations =
                ChosenMigrations.of(choices, settings, candidate, "the usual place");
        return new Project(
                candidate.root(),
                null,
                migrations.directory(),
                null,
                null,
                List.of("tool: supabase (%s)".formatted(candidate.why()), migrations.line()),
                new ProjectTool.OfSupabase(major(candidate.config())));
    }

    /// The major version that the project says its database has, or null.
    private static @Nullable Integer major(Path config) {
        if (!Files.isRegularFile(config)) {
            return null;
        }
        try {
            Matcher found = MAJOR.matcher(Files.readString(config));
            return found.find() ? Integer.valueOf(found.group(1)) : null;
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE, config + " cannot be read", List.of(), e);
        }
    }
}
