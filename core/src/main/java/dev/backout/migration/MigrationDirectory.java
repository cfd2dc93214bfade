package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The migrations of a project in the order in which its tool applies them.
///
/// @param location where they were read, for messages
/// @param migrations all that have a script
/// @param problems what a person should know; a problem does not hide the other migrations
public record MigrationDirectory(
        String location, List<Migration> migrations, List<DirectoryProblem> problems) {
    private static final int MOST_PROBLEMS = 4;

    public MigrationDirectory {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    /// The migration of that name, or null.
    public @Nullable Migration named(String name) {
        for (Migration migration : migrations) {
            if (migration.name().equals(name)) {
                return migration;
            }
        }
        return null;
    }

    /// The migrations by their names.
    public Map<String, Migration> byName() {
        return migrations.stream()
                .collect(Collectors.toMap(Migration::name, Function.identity(), (a, b) -> a));
    }

    /// Itself, when there is something in it.
    ///
    /// @throws BackoutException `migrations-not-found`, with what is wrong with the files there
    public MigrationDirectory required() {
        if (!migrations.isEmpty()) {
            return this;
        }
        List<String> wrong = problems.stream().map(DirectoryProblem::message).toList();
        String message =
                wrong.isEmpty()
                        ? "there is no migration in " + location
                        : "no migration in %s can be read: %s"
                                .formatted(location, wrong.getFirst());
        List<String> hints =
                Stream.concat(
                                wrong.stream().skip(1).limit(MOST_PROBLEMS),
                                Stream.of("name another directory with --migrations DIR"))
                        .toList();
        throw new BackoutException(ErrorCode.MIGRATIONS_NOT_FOUND, message, hints);
    }

    /// The migrations that are new, or other files, compared with an earlier state of the
    /// directory: a changed script, down or waiver has to be checked again.
    public List<Migration> since(MigrationDirectory earlier) {
        return migrations.stream()
                .filter(migration -> !sameIn(earlier.named(migration.name()), migration))
                .toList();
    }

    private static boolean sameIn(@Nullable Migration then, Migration now) {
        return then != null
                && then.checksum().equals(now.checksum())
                && sameText(then.down(), now.down())
                && sameText(then.waiver(), now.waiver());
    }

    private static boolean sameText(@Nullable Script then, @Nullable Script now) {
        return then == null || now == null ? then == now : then.text().equals(now.text());
    }
}
