package dev.backout.migration;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a migrations directory of a commit: one `ls-tree`, one `cat-file --batch`.
final class GitFolder {
    private static final String LINK_MODE = "120000";

    private final Git git;
    private final String ref;
    private final String folder;
    private final WantedFiles wanted;

    private GitFolder(Git git, String ref, String folder, WantedFiles wanted) {
        this.git = git;
        this.ref = ref;
        this.folder = folder;
        this.wanted = wanted;
    }

    /// The directory at that commit, or null when the commit has none.
    static @Nullable SourceFolder read(Path directory, String ref, WantedFiles wanted) {
        Git git = Git.around(directory);
        return new GitFolder(git, ref, git.inside(directory), wanted).read();
    }

    private @Nullable SourceFolder read() {
        List<Entry> entries = entries(git.commit(ref));
        if (entries.isEmpty()) {
            return null;
        }
        Map<String, byte[]> contents = contents(entries.stream().filter(this::isWanted).toList());
        Map<String, Script> top = new HashMap<>();
        List<String> links = new ArrayList<>();
        Map<String, List<Entry>> children = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.child() != null) {
                children.computeIfAbsent(entry.child(), _ -> new ArrayList<>()).add(entry);
            } else if (entry.mode().equals(LINK_MODE)) {
                links.add(entry.file());
            } else if (isWanted(entry)) {
                top.put(entry.file(), script(entry, contents));
            }
        }
        var folders = new ArrayList<SourceFolder.Child>();
        children.forEach((name, files) -> folders.add(child(name, files, contents)));
        return new SourceFolder(location(""), top, folders, links);
    }

    private SourceFolder.Child child(
            String name, List<Entry> entries, Map<String, byte[]> contents) {
        Map<String, Script> files = new HashMap<>();
        Map<String, String> unreadable = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.mode().equals(LINK_MODE) && wanted.inside(name, entry.file())) {
                unreadable.put(entry.file(), "it is a symbolic link, which is not followed in git");
            } else if (isWanted(entry)) {
                files.put(entry.file(), script(entry, contents));
            }
        }
        return new SourceFolder.Child(name, files, unreadable);
    }

    private Script script(Entry entry, Map<String, byte[]> contents) {
        byte[] bytes = contents.get(entry.blob());
        if (bytes == null) {
            throw BackoutException.of(
                    ErrorCode.GIT_FAILED,
                    "git does not have the contents of " + location(entry.path()),
                    "a partial clone fetches them: git fetch --refetch");
        }
        return Script.of(location(entry.path()), bytes);
    }

    private boolean isWanted(Entry entry) {
        boolean asked =
                entry.child() == null
                        ? wanted.onTop(entry.file())
                        : wanted.inside(entry.child(), entry.file());
        return entry.depth() <= 2 && asked && !entry.mode().equals(LINK_MODE);
    }

    private String location(String below) {
        String path = below.isEmpty() ? folder : folder.isEmpty() ? below : folder + "/" + below;
        return ref + ":" + path;
    }

    private List<Entry> entries(String commit) {
        byte[] listing =
                folder.isEmpty()
                        ? git.git("ls-tree", "-r", "-z", "--full-tree", commit)
                        : git.git("ls-tree", "-r", "-z", "--full-tree", commit, folder + "/");
        List<Entry> entries = new ArrayList<>();
        for (String line : new String(listing, StandardCharsets.UTF_8).split("\0", -1)) {
            if (!line.isEmpty()) {
                entries.add(Entry.parse(line, folder.isEmpty() ? 0 : folder.length() + 1));
            }
        }
        return entries;
    }

    private Map<String, byte[]> contents(List<Entry> entries) {
        String names = String.join("\n", entries.stream().map(Entry::blob).distinct().toList());
        byte[] output =
                git.gitWith(
                        (names + "\n").getBytes(StandardCharsets.US_ASCII), "cat-file", "--batch");
        return entries.isEmpty() ? Map.of() : CatFile.blobs(output);
    }

    /// A line of ls-tree, its path relative to the migrations directory.
    private record Entry(String mode, String blob, String path) {
        static Entry parse(String line, int prefix) {
            int tab = line.indexOf('\t');
            String[] fields = line.substring(0, tab).split(" ", -1);
            return new Entry(fields[0], fields[2], line.substring(tab + 1 + prefix));
        }

        @Nullable String child() {
            int slash = path.indexOf('/');
            return slash < 0 ? null : path.substring(0, slash);
        }

        /// The last name, or the rest of the path when the file lies deeper than migrations do.
        String file() {
            return path.substring(path.indexOf('/') + 1);
        }

        long depth() {
            return 1 + path.chars().filter(c -> c == '/').count();
        }
    }
}
