package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Directories that are made once and then only read. An entry appears whole, by a rename, or not
/// at all; first runs at the same time wait for each other.
final class Cache {
    private static final ReentrantLock SAME_PROCESS = new ReentrantLock();

    private final Path root;

    private Cache(Path root) {
        this.root = root;
    }

    /// Makes one entry.
    @FunctionalInterface
    interface Maker {
        /// Fills a directory that exists and is empty.
        void fill(Path directory) throws IOException;
    }

    /// The cache at its place, or below the directory for temporary files when that place cannot be
    /// written, or cannot be reached by the server's user.
    static Cache open(Path preferred, Rights rights) {
        boolean reachable = !rights.otherUser() || reachableByOthers(preferred);
        if (reachable && (writable(preferred) || Files.isReadable(preferred.resolve("lock")))) {
            return new Cache(preferred);
        }
        Path fallback =
                ScratchPlaces.temporary()
                        .resolve("backout-cache-" + System.getProperty("user.name"));
        if (!writable(fallback) || !ours(fallback)) {
            throw BackoutException.of(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    "neither " + preferred + " nor " + fallback + " can be written",
                    "set BACKOUT_CACHE to a directory of yours");
        }
        return new Cache(fallback);
    }

    Path root() {
        return root;
    }

    /// The entry, made now when it is not there.
    ///
    /// @param name a relative path
    Path entry(String name, Maker maker) throws IOException {
        Path entry = root.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        SAME_PROCESS.lock();
        try (FileChannel channel = channel();
                FileLock lock = channel.lock()) {
            if (!Files.isDirectory(entry) && lock.isValid()) {
                make(entry, maker);
            }
            return entry;
        } finally {
            SAME_PROCESS.unlock();
        }
    }

    /// Throws an entry away, because it turned out to be damaged.
    void discard(Path entry) throws IOException {
        SAME_PROCESS.lock();
        try (FileChannel channel = channel();
                FileLock lock = channel.lock()) {
            if (lock.isValid()) {
                FileTrees.delete(entry);
            }
        } finally {
            SAME_PROCESS.unlock();
        }
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(
                root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void make(Path entry, Maker maker) throws IOException {
        Files.createDirectories(entry.getParent());
        Path partial = entry.resolveSibling("." + entry.getFileName() + ".partial");
        FileTrees.delete(partial);
        Files.createDirectory(partial);
        maker.fill(partial);
        Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean writable(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean ours(Path directory) {
        try {
            return CurrentUser.owns(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean reachableByOthers(Path directory) {
        try {
            for (Path at : List.of(directory.toAbsolutePath())) {
                for (Path part = at; part != null; part = part.getParent()) {
                    boolean there = Files.exists(part);
                    if (there
                            && !PosixFilePermissions.toString(Files.getPosixFilePermissions(part))
                                    .endsWith("x")) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
