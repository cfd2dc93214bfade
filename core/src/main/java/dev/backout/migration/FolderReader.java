package dev.backout.migration;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Reads a migrations directory as it is stored.
public final class FolderReader {
    private FolderReader() {}

    /// @param wanted the names of the files whose contents matter
    /// @return the directory, or null when there is none
    /// @throws dev.backout.error.BackoutException `file-inaccessible` or `git-failed`
    public static @Nullable SourceFolder read(MigrationSource source, Set<String> wanted) {
        return switch (source) {
            case MigrationSource.OnDisk disk -> DiskFolder.read(disk.directory(), wanted);
            case MigrationSource.AtGitRef git -> GitFolder.read(git.directory(), git.ref(), wanted);
        };
    }
}
