package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a migrations directory of the disk.
final class DiskFolder {
    private DiskFolder() {}

    /// The directory, or null when there is none.
    static @Nullable SourceFolder read(Path directory, WantedFiles wanted) {
        if (!Files.isDirectory(directory)) {
            return null;
        }
        Map<String, Script> top = new HashMap<>();
        List<SourceFolder.Child> folders = new ArrayList<>();
        List<String> links = new ArrayList<>();
        for (Path entry : list(directory)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                folders.add(child(entry, name, wanted));
            } else if (Files.isDirectory(entry)) {
                links.add(name);
            } else if (wanted.onTop(name)) {
                top.put(name, topScript(entry));
            }
        }
        return new SourceFolder(directory.toString(), top, folders, links);
    }

    /// The folder is listed first: asking for every file that may be there costs more than reading
    /// those that are.
    private static SourceFolder.Child child(Path folder, String name, WantedFiles wanted) {
        Map<String, Script> files = new HashMap<>();
        Map<String, String> unreadable = new HashMap<>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path path : entries) {
                String file = path.getFileName().toString();
                if (wanted.inside(name, file)) {
                    read(path, file, files, unreadable);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            wanted.names().forEach(file -> unreadable.put(file, "its folder cannot be listed"));
        }
        return new SourceFolder.Child(name, files, unreadable);
    }

    private static void read(
            Path path, String file, Map<String, Script> files, Map<String, String> unreadable) {
        try {
            files.put(file, Script.of(path.toString(), Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            unreadable.put(file, "it is a symbolic link that leads nowhere");
        } catch (IOException e) {
            unreadable.put(file, reason(path, e));
        }
    }

    private static Script topScript(Path file) {
        try {
            return Script.of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw inaccessible(file, e);
        }
    }

    private static List<Path> list(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw inaccessible(directory, e);
        }
    }

    private static BackoutException inaccessible(Path path, IOException cause) {
        return new BackoutException(
                ErrorCode.FILE_INACCESSIBLE,
                "%s cannot be read: %s".formatted(path, reason(path, cause)),
                List.of(),
                cause);
    }

    private static String reason(Path path, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (Files.isDirectory(path)) {
            return "it is a directory";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
