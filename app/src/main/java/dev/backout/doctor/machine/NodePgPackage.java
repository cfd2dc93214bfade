package dev.backout.doctor.machine;

import dev.backout.config.Project;
import dev.backout.config.ProjectTool;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

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
        InstalledPackage installed = InstalledPackage.of(project, "node-pg-migrate");
        if (installed == null) {
            return Finding.note(
                            Topic.NODE_PG_MIGRATE,
                            "the project's node-pg-migrate is not installed here",
                            "npm ci")
                    .with("migrations in JavaScript or TypeScript cannot be read without it");
        }
        return installed.major() == KNOWN
                ? Finding.ok(
                        Topic.NODE_PG_MIGRATE,
                        "the project's node-pg-migrate is " + installed.version())
                : Finding.warning(
                        Topic.NODE_PG_MIGRATE,
                        "the project's node-pg-migrate is %s; Backout knows %d"
                                .formatted(installed.version(), KNOWN),
                        "npm install --save-dev node-pg-migrate@%d".formatted(KNOWN));
    }
}
