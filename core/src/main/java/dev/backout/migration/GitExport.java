package dev.backout.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes the scripts of a commit into a folder, so that they can import each other there.
public final class GitExport {
    /// What a script may import, and what says how to understand it.
    private static final Pattern WANTED = Pattern.compile(".*\\.(sql|json|[cm]?[jt]s)");

    private static final String LINK_MODE = "120000";

    private GitExport() {}

    /// Writes the scripts of a project as a commit has them.
    ///
    /// @param target a folder that is made
    /// @param root the project
    /// @return where the migrations directory of the commit is then
    /// @throws dev.backout.error.BackoutException `git-failed`
    public static Path into(Path target, Path root, MigrationSource.AtGitRef source)
            throws IOException {
        Git git = Git.around(root);
        String below = git.inside(root);
        String prefix = below.isEmpty() ? "" : below + "/";
        Map<String, String> blobs = blobs(git, git.commit(source.ref()), prefix);
        String names = String.join("\n", blobs.values().stream().distinct().toList()) + "\n";
        Map<String, byte[]> contents =
                blobs.isEmpty()
                        ? Map.of()
                        : CatFile.blobs(
                                git.gitWith(
                                        names.getBytes(StandardCharsets.US_ASCII),
                                        "cat-file",
                                        "--batch"));
        Files.createDirectories(target);
        for (Map.Entry<String, String> one : blobs.entrySet()) {
            Path file = target.resolve(one.getKey()).normalize();
            byte[] bytes = contents.get(one.getValue());
            if (bytes != null && file.startsWith(target)) {
                Files.createDirectories(target.resolve(one.getKey()).getParent());
                Files.write(file, bytes);
            }
        }
        return target.resolve(root.relativize(source.directory()));
    }

    private static Map<String, String> blobs(Git git, String commit, String prefix) {
        byte[] listing =
                prefix.isEmpty()
                        ? git.git("ls-tree", "-r", "-z", "--full-tree", commit)
                        : git.git("ls-tree", "-r", "-z", "--full-tree", commit, prefix);
        Map<String, String> blobs = new LinkedHashMap<>();
        for (String line : new String(listing, StandardCharsets.UTF_8).split("\0", -1)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                String[] fields = line.substring(0, tab).split(" ", -1);
                String path = line.substring(tab + 1);
                boolean wanted = WANTED.matcher(path).matches() && !path.contains("node_modules/");
                if (wanted && !fields[0].equals(LINK_MODE)) {
                    blobs.put(path.substring(prefix.length()), fields[2]);
                }
            }
        }
        return blobs;
    }
}
