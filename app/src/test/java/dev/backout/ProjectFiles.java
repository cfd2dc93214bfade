package dev.backout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files of the checkout, without what builds and editors put there.
///
/// Not asked of git, which refuses when the checkout belongs to somebody else.
final class ProjectFiles {
    static final Path ROOT = Path.of(System.getProperty("backout.root", ".."));

    private static final Set<String> FOREIGN =
            Set.of(".git", ".idea", ".settings", ".vscode", "node_modules", "target");

    private ProjectFiles() {}

    /// @param name the path from the root, with slashes
    record ProjectFile(String name, Path path) {
        /// What it holds; bytes that are no UTF-8 are replaced.
        String text() {
            try {
                return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<ProjectFile> all() throws IOException {
        List<ProjectFile> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new Collector(found));
        return found;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final List<ProjectFile> found;

        Collector(List<ProjectFile> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean foreign = FOREIGN.contains(String.valueOf(directory.getFileName()));
            return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            if (attributes.isRegularFile() && !name.equals(".git")) {
                found.add(new ProjectFile(name, file));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
