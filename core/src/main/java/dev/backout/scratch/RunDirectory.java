package dev.backout.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/// The directory in which one server lives: its data, its log, and who it belongs to. The lock is
/// held for as long as this process lives, whatever becomes of it.
final class RunDirectory {
    static final String PREFIX = "backout-scratch-";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private RunDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /// A new directory that only we, and the server's user, may enter.
    static RunDirectory create(Path place, Rights rights) throws IOException {
        Path path = Files.createTempDirectory(place, PREFIX);
        Files.writeString(path.resolve("owner"), Owner.self().text());
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        if (rights.otherUser()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        }
        return new RunDirectory(path, channel, lock);
    }

    Path path() {
        return path;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("log");
    }

    /// Gives the lock up and deletes what is left.
    void delete() throws IOException {
        lock.close();
        channel.close();
        FileTrees.delete(path);
    }

    /// A process, known by its number and the time it started: numbers are used again.
    ///
    /// @param pid the number
    /// @param started when; the epoch when the system does not say
    record Owner(long pid, Instant started) {
        static Owner self() {
            return of(ProcessHandle.current());
        }

        static Owner of(ProcessHandle process) {
            return new Owner(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
        }

        /// @throws IOException when there is none, or it is not one
        static Owner read(Path directory) throws IOException {
            String[] words = Files.readString(directory.resolve("owner")).strip().split(" ", -1);
            try {
                return new Owner(Long.parseLong(words[0]), Instant.parse(words[words.length - 1]));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                throw new IOException("not an owner file: " + directory, e);
            }
        }

        boolean alive() {
            return ProcessHandle.of(pid).map(Owner::of).filter(this::equals).isPresent();
        }

        String text() {
            return pid + " " + started + "\n";
        }
    }
}
