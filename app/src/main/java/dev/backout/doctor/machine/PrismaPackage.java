package dev.backout.doctor.machine;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.config.Project;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The project's Prisma, as it is installed. It is read, never run.
record PrismaPackage(Project project) implements Examination {
    /// Prisma 8 keeps its history elsewhere.
    private static final int NEWEST = 7;

    @Override
    public Topic topic() {
        return Topic.PRISMA_CLI;
    }

    @Override
    public List<Finding> examine() {
        Path description = find();
        if (description == null) {
            return List.of(
                    Finding.note(
                                    Topic.PRISMA_CLI,
                                    "the project's Prisma is not installed here",
                                    "npm ci")
                            .with("Backout does not need it; the next steps after a run do"));
        }
        String version = version(description);
        return List.of(
                major(version) > NEWEST
                        ? Finding.problem(
                                Topic.PRISMA_CLI,
                                "the project's Prisma is %s; Backout knows Prisma Migrate up to %d"
                                        .formatted(version, NEWEST),
                                "npm install --save-dev prisma@%d".formatted(NEWEST))
                        : Finding.ok(Topic.PRISMA_CLI, "the project's Prisma is " + version));
    }

    private @Nullable Path find() {
        for (Path folder = project.root(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("node_modules/prisma/package.json");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private static String version(Path description) {
        try {
            return new JsonMapper()
                    .readTree(Files.readString(description))
                    .path("version")
                    .asText("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static int major(String version) {
        String first = version.split("\\.", 2)[0];
        return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    }
}
