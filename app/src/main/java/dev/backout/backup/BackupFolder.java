package dev.backout.backup;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Where dumps lie. A name without `.partial` is a complete backup: it was written under another
/// name, checked, flushed to the disk and then renamed, its manifest before it.
///
/// @param path the folder, absolute; it need not exist
/// @param insideProject whether it may lie where a CI job collects files
/// @param environment the environment variables of the process
public record BackupFolder(Path path, boolean insideProject, Map<String, String> environment) {
    /// What a name ends in until the backup is complete.
    static final String PARTIAL = ".partial";

    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWN =
            PosixFilePermissions.fromString("rwx------");

    /// The folder that the settings name, else `backout/backups` in the user's state directory.
    public static BackupFolder of(BackupSettings settings, Map<String, String> environment) {
        Path named = settings.folder();
        Path path = named == null ? usual(environment) : named;
        return new BackupFolder(
                path.toAbsolutePath().normalize(), settings.insideProject(), environment);
    }

    private static Path usual(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base =
                state.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state);
        return base.resolve("backout").resolve("backups");
    }

    /// Makes the folder when it is not there, with rights for its owner alone.
    ///
    /// @return what a person should know of it
    /// @throws BackoutException `backup-folder-unfit`
    public List<String> prepare() {
        if (!insideProject) {
            FolderCheck.refuseCollected(path, environment);
        }
        try {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWN));
        } catch (IOException e) {
            throw FolderCheck.unwritable(path, e);
        }
        if (!Files.isWritable(path)) {
            throw FolderCheck.unwritable(path, null);
        }
        return FolderCheck.rights(path);
    }

    /// What [#prepare] would say; makes nothing.
    ///
    /// @throws BackoutException `backup-folder-unfit`
    public List<String> inspect() {
        if (!insideProject) {
            FolderCheck.refuseCollected(path, environment);
        }
        Path there = existing();
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw FolderCheck.unwritable(path, null);
        }
        return there.equals(path) ? FolderCheck.rights(path) : List.of();
    }

    /// Stops unless there is room for so many bytes.
    ///
    /// @throws BackoutException `backup-folder-unfit`
    public void insistOnRoom(long bytes) {
        long room = room();
        if (room < bytes) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_FOLDER_UNFIT,
                    "%s has %s free, and the dump may take up to %s"
                            .formatted(path, Sizes.bytes(room), Sizes.bytes(bytes)),
                    "nothing was executed; name a bigger one under backup.folder of backout.yaml,"
                            + " or dump less: --backup tables");
        }
    }

    /// How many bytes may be written.
    public long room() {
        try {
            return Files.getFileStore(existing()).getUsableSpace();
        } catch (IOException e) {
            throw FolderCheck.unwritable(path, e);
        }
    }

    /// The folder, or the nearest one above it that is there.
    private Path existing() {
        Path there = path;
        while (!Files.exists(there)) {
            Path parent = there.getParent();
            if (parent == null) {
                return there;
            }
            there = parent;
        }
        return there;
    }

    /// The complete backup of that name.
    public Path place(String id, Manifest.Format format) {
        return path.resolve(id + format.ending());
    }

    /// The manifest of that name.
    public Path manifest(String id) {
        return path.resolve(id + Manifests.ENDING);
    }

    /// A new place to write to, with rights for its owner alone. Every try has one of its own: an
    /// earlier pg_dump may still be writing.
    public Path partial(String id, Manifest.Format format) {
        Path partial = path.resolve(id + format.ending() + "." + BackupIds.chance() + PARTIAL);
        try {
            return switch (format) {
                case CUSTOM ->
                        Files.createFile(partial, PosixFilePermissions.asFileAttribute(FILE));
                case DIRECTORY ->
                        Files.createDirectory(partial, PosixFilePermissions.asFileAttribute(OWN));
            };
        } catch (IOException e) {
            throw FolderCheck.unwritable(path, e);
        }
    }

    /// Gives a written, checked backup its name.
    public Path complete(Path partial, Manifest manifest) throws IOException {
        protect(partial);
        Path place = place(manifest.id(), manifest.format());
        write(manifest(manifest.id()), Manifests.json(manifest).toPrettyString() + "\n");
        move(partial, place);
        flush(path);
        return place;
    }

    /// Writes a small file, whole or not at all.
    public void write(Path file, String text) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + PARTIAL);
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(FILE));
        Files.writeString(partial, text);
        flush(partial);
        move(partial, file);
    }

    /// What is there under that name and is no complete backup: parts, or a manifest alone.
    public List<Path> leftovers(String id) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(path)) {
            return found;
        }
        try (Stream<Path> files = Files.list(path)) {
            files.filter(file -> file.getFileName().toString().startsWith(id + "."))
                    .sorted()
                    .forEach(found::add);
        } catch (IOException e) {
            throw FolderCheck.unwritable(path, e);
        }
        boolean complete =
                Stream.of(Manifest.Format.values()).anyMatch(f -> Files.exists(place(id, f)));
        return complete
                ? found.stream().filter(file -> file.toString().endsWith(PARTIAL)).toList()
                : found;
    }

    /// Removes something of ours, a file or a folder.
    public static void delete(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    /// pg_dump makes the files of a folder by the umask.
    private static void protect(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            for (Path file : Checksums.files(place)) {
                Files.setPosixFilePermissions(file, FILE);
                flush(file);
            }
        }
        flush(place);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /// A name counts only when the disk has it.
    private static void flush(Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
