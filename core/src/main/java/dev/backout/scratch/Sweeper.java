package dev.backout.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Stops servers, and removes directories, that were left by processes which are gone. Only what is
/// ours: our user's directories of our name whose owner is dead and whose lock is free.
final class Sweeper {
    /// A directory without an owner file may be one that is being made.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /// Packing a data directory takes seconds, and goes on when its owner is gone.
    private static final Duration PACKING = Duration.ofMinutes(10);

    private Sweeper() {}

    /// Sweeps these places; what cannot be read or removed stays for another time.
    ///
    /// @return what was removed
    static List<Path> sweep(List<Path> places) {
        return places.stream()
                .flatMap(place -> candidates(place).stream())
                .filter(Sweeper::removed)
                .toList();
    }

    private static List<Path> candidates(Path place) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matches =
                Files.newDirectoryStream(place, RunDirectory.PREFIX + "*")) {
            matches.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            // The place is not there, or not ours to read: nothing of ours is in it.
        }
        return found;
    }

    private static boolean removed(Path directory) {
        try {
            if (!left(directory)) {
                return false;
            }
            remove(directory);
            return true;
        } catch (IOException e) {
            // Somebody else sweeps the same at this moment; what stays is swept next time.
            return false;
        }
    }

    private static boolean left(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && CurrentUser.owns(directory)
                && !owned(directory)
                && !packed(directory)
                && lockFree(directory);
    }

    /// This must come before the lock is tried: on POSIX, closing a file gives up every lock that
    /// the same process has on it.
    private static boolean owned(Path directory) throws IOException {
        try {
            return RunDirectory.Owner.read(directory).alive();
        } catch (IOException e) {
            Instant made = Files.getLastModifiedTime(directory).toInstant();
            return made.isAfter(Instant.now().minus(YOUNG));
        }
    }

    private static boolean packed(Path directory) throws IOException {
        Path file = directory.resolve(ServerProcess.KEEP);
        return Files.exists(file)
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isAfter(Instant.now().minus(PACKING));
    }

    private static boolean lockFree(Path directory) {
        Path file = directory.resolve("lock");
        if (!Files.exists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void remove(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            ProcessHandle.of(pid(pidFile))
                    .filter(process -> serves(process, data))
                    .ifPresent(Sweeper::stop);
        }
        FileTrees.delete(directory);
    }

    private static long pid(Path pidFile) throws IOException {
        String first = Files.readString(pidFile).lines().findFirst().orElse("");
        return first.matches("[0-9]{1,18}") ? Long.parseLong(first) : -1;
    }

    /// The number may belong to another process by now.
    private static boolean serves(ProcessHandle process, Path data) {
        return process.info().commandLine().orElse("").contains(data.toString());
    }

    /// The children of a killed postmaster notice and leave on their own.
    private static void stop(ProcessHandle postmaster) {
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                process -> process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join());
    }
}
