package dev.backout.setup;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The files of a project that may say something: small ones, not too deep, without what others
/// wrote. Links are not followed.
///
/// @param top the folder that paths are told from
/// @param files in the order of their paths
record SourceTree(Path top, List<Path> files) {
    private static final Set<String> NEVER =
            Set.of(
                    ".git",
                    "node_modules",
                    "target",
                    "dist",
                    "build",
                    "vendor",
                    ".next",
                    ".venv",
                    "venv",
                    "coverage",
                    ".terraform",
                    "migrations");
    private static final int DEPTH = 7;
    private static final int MOST = 20_000;
    private static final long LARGEST = 512 << 10;

    static SourceTree of(Path top) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    top,
                    EnumSet.noneOf(java.nio.file.FileVisitOption.class),
                    DEPTH,
                    visitor(top, files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return new SourceTree(top, List.copyOf(files));
    }

    private static SimpleFileVisitor<Path> visitor(Path top, List<Path> files) {
        return new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                return !folder.equals(top) && name != null && NEVER.contains(name.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean ours = file.endsWith("backout.yaml");
                if (!ours && attributes.isRegularFile() && attributes.size() <= LARGEST) {
                    files.add(file);
                }
                seen++;
                return seen < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }

    /// Where a file lies, for people.
    String where(Path file) {
        return Names.path(top.relativize(file).toString().replace('\\', '/'));
    }

    /// The files whose names fit.
    List<Path> named(String pattern) {
        return files.stream()
                .filter(file -> String.valueOf(file.getFileName()).matches(pattern))
                .toList();
    }

    /// The text of a file; empty when it cannot be read.
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // It was there a moment ago, or is another user's: it says nothing.
            return "";
        }
    }
}
