package dev.backout.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A folder in which tests lay out projects. The search upward ends at its top.
record Workshop(Path top) {
    static final String POSTGRES =
            """
            generator client {
              provider = "prisma-client-js"
            }
            // datasource db { provider = "mysql" }
            datasource db {
              provider = "postgresql" // ours
              url      = env("DATABASE_URL")
            }
            """;

    static Workshop in(Path top) {
        return new Workshop(top).folder(".git");
    }

    Workshop file(String path, String text) {
        Path file = top.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Workshop folder(String path) {
        try {
            Files.createDirectories(top.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// As if a command were started there, with an empty environment.
    Choices from(String folder) {
        return from(folder, Map.of());
    }

    Choices from(String folder, Map<String, String> environment) {
        return Choices.none(top.resolve(folder), environment);
    }

    Path path(String path) {
        return top.resolve(path);
    }
}
