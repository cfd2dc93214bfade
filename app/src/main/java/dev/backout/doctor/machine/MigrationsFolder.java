package dev.backout.doctor.machine;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.migration.MigrationDirectory;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with the migrations on disk.
///
/// @param directory as it was read
public record MigrationsFolder(MigrationDirectory directory) implements Examination {
    @Override
    public Topic topic() {
        return Topic.MIGRATIONS;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        directory
                .problems()
                .forEach(problem ->
                        findings.add(
                                Finding.warning(
                                        Topic.MIGRATIONS,
                                        problem.migration() + ": " + problem.message(),
                                        "backout check")));
        if (directory.migrations().isEmpty()) {
            findings.add(
                    Finding.warning(
                            Topic.MIGRATIONS,
                            "there is no migration in " + directory.location(),
                            "name another directory with --migrations DIR"));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            Topic.MIGRATIONS,
                            "%d in %s"
                                    .formatted(
                                            directory.migrations().size(), directory.location())));
        }
        return findings;
    }
}
