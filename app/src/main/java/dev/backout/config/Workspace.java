package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A monorepo: the folders that `package.json#workspaces`, `pnpm-workspace.yaml`, or custom, names.
///
/// @param root its folder
/// @param patterns globs of package folders; those with `!` take out
/// @param why what makes it one
record Workspace(Path root, List<String> patterns, String why) {
    private static final List<String> CUSTOM = List.of("packages/*", "apps/*");
    private static final Set<String> NEVER = Set.of("node_modules", "target", "dist", ".next");
    private static final int DEPTH = 5;

    /// The workspace of a folder, or null. The top of a git repository is one by custom.
    static @Nullable Workspace of(Path root) {
        Path pnpm = root.resolve("pnpm-workspace.yaml");
        if (Files.isRegularFile(pnpm)) {
            return new Workspace(root, pnpm(pnpm).at("packages").texts(), "pnpm-workspace.yaml");
        }
        Document listed = Candidate.packageJson(root).at("workspaces");
        List<String> packages =
                listed instanceof Document.Items ? listed.texts() : listed.at("packages").texts();
        if (!packages.isEmpty()) {
            return new Workspace(root, packages, "the workspaces of package.json");
        }
        return top(root) ? new Workspace(root, CUSTOM, "packages/* and apps/*") : null;
    }

    /// Whether a git repository starts here; the search ends there.
    static boolean top(Path folder) {
        return Files.exists(folder.resolve(".git"));
    }

    /// The top of the repository around a folder, or the folder itself when there is none.
    static Path topOf(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (top(at)) {
                return at;
            }
        }
        return folder;
    }

    /// The package folders, in the order of their paths.
    List<Path> packages() {
        Set<Path> found = new TreeSet<>();
        var wanted = matchers(patterns.stream().filter(p -> !p.startsWith("!")).toList());
        var unwanted =
                matchers(
                        patterns.stream()
                                .filter(p -> p.startsWith("!"))
                                .map(p -> p.substring(1))
                                .toList());
        walk(folder -> {
            Path relative = root.relativize(folder);
            if (matches(wanted, relative) && !matches(unwanted, relative)) {
                found.add(folder);
            }
        });
        return List.copyOf(found);
    }

    private interface FolderVisit {
        void visit(Path folder);
    }

    private void walk(FolderVisit visit) {
        try {
            Files.walkFileTree(
                    root,
                    Set.of(),
                    depth(),
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            Path name = folder.getFileName();
                            if (name != null && NEVER.contains(name.toString())) {
                                return FileVisitResult.SKIP_SUBTREE;
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        // At the greatest depth folders are visited as if they were files.
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (attributes.isDirectory()) {
                                visit.visit(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path folder, @Nullable IOException e) {
                            visit.visit(folder);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As deep as the patterns reach, so that a big repository is not walked for `packages/*`.
    private int depth() {
        int deepest = 1;
        for (String pattern : patterns) {
            int depth = pattern.contains("**") ? DEPTH : pattern.split("/", -1).length;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : patterns) {
            String glob = pattern.replaceFirst("^\\./", "").replaceFirst("/$", "");
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        }
        return matchers;
    }

    private static boolean matches(List<PathMatcher> matchers, Path path) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }

    private static Document pnpm(Path file) {
        try {
            return Document.yaml(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
