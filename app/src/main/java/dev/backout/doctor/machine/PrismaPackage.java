package dev.backout.doctor.machine;

import dev.backout.config.Project;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

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
        InstalledPackage installed = InstalledPackage.of(project, "prisma");
        if (installed == null) {
            return List.of(
                    Finding.note(
                                    Topic.PRISMA_CLI,
                                    "the project's Prisma is not installed here",
                                    "npm ci")
                            .with("Backout does not need it; the next steps after a run do"));
        }
        return List.of(
                installed.major() > NEWEST
                        ? Finding.problem(
                                Topic.PRISMA_CLI,
                                "the project's Prisma is %s; Backout knows Prisma Migrate up to %d"
                                        .formatted(installed.version(), NEWEST),
                                "npm install --save-dev prisma@%d".formatted(NEWEST))
                        : Finding.ok(
                                Topic.PRISMA_CLI,
                                "the project's Prisma is " + installed.version()));
    }
}
