package dev.backout.demo.incident;

import dev.backout.demo.ShopProject;
import dev.backout.error.BackoutException;
import dev.backout.integration.ssh.SshKeygen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Those who sign plans, with real keys of SSH. Where there is no ssh-keygen nobody signs.
final class People {
    /// Who keeps production running, and who wrote the migration.
    static final List<String> NAMES = List.of("ann", "bob");

    private People() {}

    /// Makes their keys, and the file of whose word counts.
    ///
    /// @return whether there is an ssh-keygen
    static boolean sign(ShopProject project) {
        Path keys = project.folder().resolve("keys");
        try {
            Files.createDirectories(keys);
            StringBuilder signers = new StringBuilder();
            for (String name : NAMES) {
                Path key = keys.resolve(name);
                if (!made(key)) {
                    return false;
                }
                signers.append("%s@shop.example ".formatted(name))
                        .append(Files.readString(key.resolveSibling(name + ".pub")));
            }
            project.write("ops/allowed_signers", signers.toString());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean made(Path key) {
        try {
            return SshKeygen.key(key).status() == 0;
        } catch (BackoutException e) {
            return false;
        }
    }
}
