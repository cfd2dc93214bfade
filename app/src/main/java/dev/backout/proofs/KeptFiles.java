package dev.backout.proofs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Small files in a folder of the cache. A file appears whole, by a rename, or not at all, so that
/// several commands may read and write at the same time. Nothing depends on them: where they cannot
/// be read or written, the work is done again.
///
/// @param folder where they lie; made when it is needed
public record KeptFiles(Path folder) {
    /// What is kept under a name, or null.
    public byte @Nullable [] find(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (NoSuchFileException e) {
            // Nothing is kept: the usual case.
            return null;
        } catch (IOException e) {
            // A folder of that name, or no right to read it: as good as nothing.
            return null;
        }
    }

    /// Keeps a content in the place of an older one.
    ///
    /// @return whether that was possible
    public boolean put(String name, byte[] content) {
        Path fresh = null;
        try {
            Files.createDirectories(folder);
            fresh = Files.createTempFile(folder, "kept", ".new");
            Files.write(fresh, content);
            Files.move(
                    fresh,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            // A full disk or a folder that may not be written costs time at the next command, no
            // more.
            remove(fresh);
            return false;
        }
    }

    private static void remove(@Nullable Path fresh) {
        try {
            if (fresh != null) {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            // It could not be written, and now not be deleted: it stays, and nobody reads it.
        }
    }
}
