package dev.backout.scratch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Who we are to the file system. Numbers count, for a container's user may have no name.
final class CurrentUser {
    private static final Path SELF = Path.of("/proc/self");

    private CurrentUser() {}

    static boolean root() {
        Object uid = uid(SELF);
        return uid == null ? System.getProperty("user.name").equals("root") : uid.equals(0);
    }

    /// Whether a file, or a link itself, belongs to us.
    static boolean owns(Path path) throws IOException {
        Object uid = uid(SELF);
        return uid == null
                ? Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                        .getName()
                        .equals(System.getProperty("user.name"))
                : uid.equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    private static @Nullable Object uid(Path path) {
        try {
            return Files.getAttribute(path, "unix:uid");
        } catch (IOException | UnsupportedOperationException e) {
            // No such file system: names must do.
            return null;
        }
    }
}
