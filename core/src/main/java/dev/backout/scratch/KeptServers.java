package dev.backout.scratch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Data directories of servers that were stopped after the beginning of a history, one compressed
/// file each. A file appears whole, by a rename, and carries a checksum of its content; one that
/// cannot be unpacked is thrown away. Nothing depends on them: where they cannot be read or
/// written, a history is replayed from its first file.
///
/// @param all where they lie, a folder for each kind of server; readable by its owner alone
/// @param kind the name of the servers that fit
/// @param most how many bytes all of them may take
record KeptServers(Path all, String kind, long most) {
    private static final String SUFFIX = ".tar.gz";

    /// What is younger may be in the making.
    private static final Duration YOUNG = Duration.ofHours(1);

    /// @param cache the root of all that is kept
    /// @param template what a server begins with otherwise: another one leads to others here
    static KeptServers of(Path cache, DataTemplate template, long most) {
        String kind =
                Prefixes.shortName(
                        List.of(
                                "format 1",
                                String.valueOf(template.entry().getFileName()),
                                template.password(),
                                Resources.text("privileged.sql"),
                                Resources.text("privileged-superuser.sql")));
        return new KeptServers(cache.resolve("replayed"), kind, most);
    }

    /// The one with the longest beginning of a history; of several the one that was used last.
    ///
    /// @param options the name of what it has to be made with, or null for any
    @Nullable Path find(Prefixes history, @Nullable String options) {
        if (most <= 0) {
            return null;
        }
        Map<String, Path> newest = new HashMap<>();
        for (Path file : newestFirst(List.of(folder()))) {
            String[] words = String.valueOf(file.getFileName()).split("[-.]", 3);
            if (options == null || (words.length > 1 && words[1].equals(options))) {
                newest.putIfAbsent(words[0], file);
            }
        }
        for (String name : history.names().reversed()) {
            Path file = newest.get(name);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    /// Where one is to be written.
    Path place(Replayed replayed) throws IOException {
        Files.createDirectories(folder());
        Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("rwx------"));
        return folder().resolve(replayed.name() + SUFFIX);
    }

    /// One was used just now.
    void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // Somebody else threw it away; it was read before.
        }
    }

    /// Throws one away, because it turned out to be damaged.
    void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /// Throws away what was not used for longest, until the rest fits, and what was left half-made.
    void trim() {
        long left = most;
        try {
            List<Path> kinds = matching(all, "*");
            for (Path file : newestFirst(kinds)) {
                left -= Files.size(file);
                if (left < 0) {
                    Files.deleteIfExists(file);
                }
            }
            for (Path one : kinds) {
                for (Path file : matching(one, "*.partial")) {
                    Instant made = Files.getLastModifiedTime(file).toInstant();
                    if (made.isBefore(Instant.now().minus(YOUNG))) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            // Somebody else tidies up at this moment.
        }
    }

    private Path folder() {
        return all.resolve(kind);
    }

    private static List<Path> newestFirst(List<Path> folders) {
        Map<Path, FileTime> used = new HashMap<>();
        for (Path folder : folders) {
            for (Path file : matching(folder, "*" + SUFFIX)) {
                try {
                    if (CurrentUser.owns(file)) {
                        used.put(file, Files.getLastModifiedTime(file));
                    }
                } catch (IOException e) {
                    // It was thrown away meanwhile.
                }
            }
        }
        List<Path> files = new ArrayList<>(used.keySet());
        Comparator<Path> byUse =
                Comparator.comparing(file -> used.getOrDefault(file, FileTime.fromMillis(0)));
        files.sort(Collections.reverseOrder(byUse));
        return files;
    }

    private static List<Path> matching(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, glob)) {
            matches.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            // There is none yet.
        }
        return found;
    }
}
