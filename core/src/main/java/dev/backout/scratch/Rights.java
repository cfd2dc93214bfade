package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// With whose rights a server runs: PostgreSQL refuses to run as root.
enum Rights {
    /// We are an ordinary user.
    OWN,
    /// We are root: a user namespace without a mapping makes the process nobody to itself.
    USER_NAMESPACE,
    /// We are root and may make no namespace (many containers): really become nobody.
    NOBODY;

    private static final String NOBODY_ID = "65534";

    /// What works on this machine; asks by trying.
    ///
    /// @throws BackoutException scratch-unavailable when we are root and nothing works
    static Rights detect() {
        if (!CurrentUser.root()) {
            return OWN;
        }
        for (Rights rights : List.of(USER_NAMESPACE, NOBODY)) {
            if (rights.works()) {
                return rights;
            }
        }
        throw BackoutException.of(
                ErrorCode.SCRATCH_UNAVAILABLE,
                "PostgreSQL does not run as root, and neither unshare -U nor setpriv --reuid is"
                        + " permitted here",
                "run backout as an ordinary user",
                "or name a server in backout.yaml: scratch.url");
    }

    /// The command as it must be started.
    List<String> command(List<String> command) {
        List<String> prefix =
                switch (this) {
                    case OWN -> List.<String>of();
                    case USER_NAMESPACE -> List.of("unshare", "-U", "--");
                    case NOBODY ->
                            List.of(
                                    "setpriv",
                                    "--reuid=" + NOBODY_ID,
                                    "--regid=" + NOBODY_ID,
                                    "--clear-groups",
                                    "--no-new-privs",
                                    "--");
                };
        return java.util.stream.Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /// Gives a directory to whoever the server will be.
    void give(Path directory) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(directory, "unix:uid", Integer.valueOf(NOBODY_ID));
            Files.setAttribute(directory, "unix:gid", Integer.valueOf(NOBODY_ID));
        }
    }

    /// Whether the server's user must be let through directories that are ours.
    boolean otherUser() {
        return this == NOBODY;
    }

    private boolean works() {
        try {
            Process process =
                    new ProcessBuilder(command(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
