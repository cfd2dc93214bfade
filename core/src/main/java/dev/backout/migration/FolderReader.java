package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

/// Reads a migrations directory as it is stored.
public final class FolderReader {
    private FolderReader() {}

    /// @param wanted the files whose contents matter
    /// @return the directory, or null when there is none
    /// @throws dev.backout.error.BackoutException `file-inaccessible` or `git-failed`
    public static @Nullable SourceFolder read(MigrationSource source, WantedFiles wanted) {
        return switch (source) {
            case MigrationSource.OnDisk disk -> DiskFolder.read(disk.directory(), wanted);
            case MigrationSource.AtGitRef git -> GitFolder.read(git.directory(), git.ref(), wanted);
        };
    }

    /// The same, or a refusal when there is none.
    ///
    /// @throws BackoutException `migrations-not-found` besides
    public static SourceFolder required(MigrationSource source, WantedFiles wanted) {
        SourceFolder folder = read(source, wanted);
        if (folder == null) {
            throw absent(source);
        }
        return folder;
    }

    private static BackoutException absent(MigrationSource source) {
        return switch (source) {
            case MigrationSource.OnDisk disk ->
                    BackoutException.of(
                            ErrorCode.MIGRATIONS_NOT_FOUND,
                            "there is no migrations directory %s".formatted(disk.directory()),
                            "name it with --migrations DIR, or read another commit's with --git-ref"
                                    + " REF");
            case MigrationSource.AtGitRef git ->
                    BackoutException.of(
                            ErrorCode.MIGRATIONS_NOT_FOUND,
                            "commit %s has no migrations directory %s"
                                    .formatted(git.ref(), git.directory()),
                            "name a commit that has it, or the directory with --migrations DIR");
        };
    }
}
