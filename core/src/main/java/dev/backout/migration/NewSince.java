package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.List;

/// Which migrations a pull request brings.
public final class NewSince {
    private NewSince() {}

    /// The migrations of `now` that the commit does not have, or has with other files.
    ///
    /// A commit from before the first migration has no directory, and all of them are new.
    public static List<Migration> ref(
            MigrationTool tool, MigrationDirectory now, MigrationSource.AtGitRef then) {
        try {
            return now.since(tool.read(then));
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.MIGRATIONS_NOT_FOUND) {
                return now.migrations();
            }
            throw e;
        }
    }
}
