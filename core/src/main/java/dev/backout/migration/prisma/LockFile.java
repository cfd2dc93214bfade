package dev.backout.migration.prisma;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.DirectoryProblem.Kind;
import dev.backout.migration.Script;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `migration_lock.toml`: which database system the migrations were made for.
final class LockFile {
    static final String NAME = "migration_lock.toml";

    private static final Pattern PROVIDER =
            Pattern.compile(
                    "(?m)^\\s*provider\\s*=\\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')\\s*(?:#.*)?$");
    private static final Set<String> POSTGRES = Set.of("postgresql", "postgres");

    private LockFile() {}

    /// What is wrong with the file, or null. A directory without one is as good to Prisma.
    ///
    /// @throws BackoutException `configuration-invalid` when the migrations are another system's
    static @Nullable DirectoryProblem problem(Script file) {
        Matcher matcher = PROVIDER.matcher(file.text());
        if (!matcher.find()) {
            return new DirectoryProblem(
                    NAME, Kind.LOCK_FILE, file.path() + " has no line provider = \"postgresql\"");
        }
        String provider = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        if (POSTGRES.contains(provider)) {
            return null;
        }
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "the migrations are made for %s, says %s; Backout knows postgresql only"
                        .formatted(provider, file.path()));
    }
}
