package dev.backout.doctor.machine;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.config.Project;
import dev.backout.config.ProjectTool;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The project's node-pg-migrate, as it is installed and used. It is read, never run.
record NodePgPackage(Project project, ProjectTool.OfNodePgMigrate tool) implements Examination {
    private static final int KNOWN = 9;

    @Override
    public Topic topic() {
        return Topic.NODE_PG_MIGRATE;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(installed());
        if (!tool.settings().locking()) {
            findings.add(
                    Finding.warning(
                            Topic.NODE_PG_MIGRATE,
                            "--no-lock is set: deployments take no lock",
                            "take --no-lock out of the scripts of package.json"));
        }
        if (!tool.settings().checkOrder()) {
            findings.add(
                    Finding.note(
                            Topic.NODE_PG_MIGRATE,
                            "--no-check-order is set: a migration that sorts before applied ones is"
                                    + " applied without a word",
                            null));
        }
        findings.add(
                Finding.note(
                                Topic.NODE_PG_MIGRATE,
                                "node-pg-migrate's own down counts by position: \"down --count 2\""
                                        + " reverts one, \"down 2\" two",
                                "backout plan --last 2")
                        .with("it has no option --count, and does not say so"));
        return findings;
    }

    private Finding installed() {
        Path description = find();
        if (description == null) {
            return Finding.note(
                            Topic.NODE_PG_MIGRATE,
                            "the project's node-pg-migrate is not installed here",
                            "npm ci")
                    .with("migrations in JavaScript or TypeScript cannot be read without it");
        }
        String version = version(description);
        return major(version) == KNOWN
                ? Finding.ok(Topic.NODE_PG_MIGRATE, "the project's node-pg-migrate is " + version)
                : Finding.warning(
                        Topic.NODE_PG_MIGRATE,
                        "the project's node-pg-migrate is %s; Backout knows %d"
                                .formatted(version, KNOWN),
                        "npm install --save-dev node-pg-migrate@%d".formatted(KNOWN));
    }

    private @Nullable Path find() {
        for (Path folder = project.root(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("node_modules/node-pg-migrate/package.json");
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
