package dev.backout.backup;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a folder is a place for backups, which hold everybody's rows.
final class FolderCheck {
    /// Where CI jobs work: what lies there is cached, and uploaded by a careless pattern.
    private static final List<String> WORKSPACES =
            List.of(
                    "GITHUB_WORKSPACE",
                    "CI_PROJECT_DIR",
                    "WORKSPACE",
                    "BUILDKITE_BUILD_CHECKOUT_PATH",
                    "BITBUCKET_CLONE_DIR",
                    "CIRCLE_WORKING_DIRECTORY",
                    "BUILD_SOURCESDIRECTORY");

    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private FolderCheck() {}

    /// Refuses a folder inside a git work tree or a CI job's workspace.
    static void refuseCollected(Path folder, Map<String, String> environment) {
        Path real = real(folder);
        for (Path at = real; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                throw unfit(
                        "%s lies in the git work tree %s, where backups end up in commits and images"
                                .formatted(folder, at));
            }
        }
        for (String variable : WORKSPACES) {
            String workspace = environment.getOrDefault(variable, "");
            if (!workspace.isBlank() && real.startsWith(real(Path.of(workspace)))) {
                throw unfit(
                        "%s lies in the CI job's workspace (%s), where backups end up in artefacts and caches"
                                .formatted(folder, variable));
            }
        }
    }

    static BackoutException unwritable(Path folder, @Nullable IOException cause) {
        String why = cause == null ? "no right to write there" : reason(cause);
        return new BackoutException(
                ErrorCode.BACKUP_FOLDER_UNFIT,
                "no backup can be written to %s: %s".formatted(folder, why),
                List.of("nothing was executed; name another under backup.folder of backout.yaml"),
                cause);
    }

    /// What others may do in a folder that somebody else made.
    static List<String> rights(Path folder) {
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(folder);
            return granted.stream().anyMatch(OTHERS::contains)
                    ? List.of(
                            "%s is open to others (%s); the backups in it are not"
                                    .formatted(folder, PosixFilePermissions.toString(granted)))
                    : List.of();
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    static String reason(IOException cause) {
        String name = cause.getClass().getSimpleName().replace("Exception", "");
        return switch (cause) {
            case java.nio.file.AccessDeniedException _ -> "no right to write there";
            case java.nio.file.FileSystemException e when e.getReason() != null ->
                    String.valueOf(e.getReason());
            default -> cause.getMessage() == null ? name : name + ": " + cause.getMessage();
        };
    }

    private static BackoutException unfit(String message) {
        return BackoutException.of(
                ErrorCode.BACKUP_FOLDER_UNFIT,
                message,
                "nothing was executed; name a folder outside of it under backup.folder of"
                        + " backout.yaml, or say backup.insideProject: true");
    }

    /// Where a path really leads, as far as it exists.
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path at = absolute; at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                try {
                    return at.toRealPath().resolve(at.relativize(absolute));
                } catch (IOException e) {
                    throw unwritable(path, e);
                }
            }
        }
        return absolute;
    }
}
