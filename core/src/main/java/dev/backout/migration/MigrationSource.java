package dev.backout.migration;

import java.nio.file.Path;

/// Where migrations are read.
public sealed interface MigrationSource {
    /// The migrations directory, absolute, whether or not it exists on disk.
    Path directory();

    /// As they lie on disk.
    record OnDisk(Path directory) implements MigrationSource {}

    /// As they are in a commit of the repository that holds the directory.
    ///
    /// @param ref a branch, tag or commit, as a person typed it
    record AtGitRef(Path directory, String ref) implements MigrationSource {}
}
