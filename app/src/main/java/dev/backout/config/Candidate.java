package dev.backout.config;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder that looks like a Prisma project, and what makes it look so.
///
/// @param root the folder
/// @param config its `prisma.config.ts`, or null
/// @param schema its schema file or folder, or null when the configuration or a bare migrations
///   directory is all there is
/// @param why what the schema was found by
record Candidate(Path root, @Nullable PrismaConfig config, @Nullable Path schema, String why) {
    private static final List<String> SCHEMAS =
            List.of("prisma/schema.prisma", "schema.prisma", "prisma/schema");

    /// What the folder is, or null when there is nothing of Prisma's in it.
    static @Nullable Candidate of(Path root) {
        Path file = PrismaConfigReader.find(root);
        PrismaConfig config = file == null ? null : PrismaConfigReader.read(file);
        if (config != null && config.schema() != null) {
            return new Candidate(
                    root, config, config.schema(), root.relativize(config.file()) + " names it");
        }
        Path named = ofPackage(root);
        if (named != null) {
            return new Candidate(root, config, named, "package.json names it");
        }
        for (String usual : SCHEMAS) {
            Path path = root.resolve(usual);
            if (usual.endsWith(".prisma") ? Files.isRegularFile(path) : Files.isDirectory(path)) {
                return new Candidate(root, config, path, "the usual place");
            }
        }
        boolean bare = config != null || Files.isDirectory(root.resolve("prisma/migrations"));
        return bare ? new Candidate(root, config, null, "") : null;
    }

    /// What a person may type after `--schema`, from a folder.
    String shown(Path from) {
        return from.relativize(schema == null ? root : schema).toString();
    }

    private static @Nullable Path ofPackage(Path root) {
        return packageJson(root).at("prisma", "schema") instanceof Document.Text text
                ? root.resolve(text.text()).normalize()
                : null;
    }

    /// The folder's package.json. One that is not there, or is no JSON, as in the middle of a
    /// merge, says nothing.
    static Document packageJson(Path root) {
        Path file = root.resolve("package.json");
        if (!Files.isRegularFile(file)) {
            return new Document.Nothing();
        }
        try {
            return Document.json(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            return new Document.Nothing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
