package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.Set;

/// A directory of another tool than the one that was named.
public final class ForeignFolder {
    /// What to read of sub-directories so that Prisma's are known.
    public static final Set<String> SCRIPTS = Set.of("migration.sql");

    private ForeignFolder() {}

    /// Refuses a directory of folders with `migration.sql`, which is Prisma's.
    ///
    /// @param tool the tool that was to read it, which found nothing of its own
    /// @param has what that tool has instead
    /// @throws BackoutException `configuration-invalid`
    public static void refusePrisma(SourceFolder folder, String tool, String has) {
        if (folder.folders().stream()
                .anyMatch(child -> child.files().keySet().containsAll(SCRIPTS))) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s holds migrations of Prisma, folders with migration.sql; %s has %s"
                            .formatted(folder.location(), tool, has),
                    "name the tool with --tool prisma, or the right directory with --migrations"
                            + " DIR");
        }
    }
}
