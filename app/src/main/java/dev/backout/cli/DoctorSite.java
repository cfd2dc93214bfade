package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.doctor.Doctor;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.doctor.machine.MigrationsFolder;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What `doctor` finds to examine. Nothing that is missing or broken ends it: it becomes a finding.
///
/// @param configuration the project's, or null
/// @param target the database, or null when none is named
/// @param tool the migration tool, or null without a database
/// @param directory the project's migrations, or null
/// @param findings what was found on the way
record DoctorSite(
        @Nullable Configuration configuration,
        @Nullable Target target,
        @Nullable MigrationTool tool,
        @Nullable MigrationDirectory directory,
        List<Finding> findings) {
    static DoctorSite find(Choices choices) {
        List<Finding> findings = new ArrayList<>();
        Configuration configuration = configuration(choices, findings);
        if (configuration == null) {
            return withoutProject(choices, findings);
        }
        Target target = target(configuration::targetIfNamed, configuration::target, findings);
        MigrationTool tool = target == null ? null : configuration.tool(target);
        return new DoctorSite(
                configuration, target, tool, directory(configuration, findings), findings);
    }

    private static @Nullable Configuration configuration(Choices choices, List<Finding> findings) {
        try {
            Configuration found = Configuration.read(choices);
            findings.add(Finding.ok(Topic.PROJECT, String.join("; ", found.project().found())));
            return found;
        } catch (BackoutException e) {
            boolean absent = e.code() == ErrorCode.PROJECT_NOT_FOUND;
            findings.add(Doctor.of(Topic.PROJECT, absent ? Severity.NOTE : Severity.PROBLEM, e));
            return null;
        }
    }

    private static DoctorSite withoutProject(Choices choices, List<Finding> findings) {
        Target target =
                target(
                        () -> Configuration.targetIfNamedWithoutProject(choices),
                        () -> Configuration.targetWithoutProject(choices),
                        findings);
        MigrationTool tool =
                target == null ? null : Configuration.toolWithoutProject(choices, target);
        return new DoctorSite(null, target, tool, null, findings);
    }

    /// One that is named and cannot be understood is a problem; none at all is a note, in the words
    /// of whoever insists on one.
    private static @Nullable Target target(
            Supplier<@Nullable Target> named, Supplier<Target> required, List<Finding> findings) {
        Severity severity = Severity.PROBLEM;
        try {
            Target target = named.get();
            if (target != null) {
                return target;
            }
            severity = Severity.NOTE;
            return required.get();
        } catch (BackoutException e) {
            findings.add(Doctor.of(Topic.DATABASE, severity, e));
            return null;
        }
    }

    private static @Nullable MigrationDirectory directory(
            Configuration configuration, List<Finding> findings) {
        try {
            MigrationDirectory directory = configuration.tool().read(configuration.source(null));
            findings.addAll(new MigrationsFolder(directory).examine());
            return directory;
        } catch (BackoutException e) {
            findings.add(Doctor.of(Topic.MIGRATIONS, Severity.WARNING, e));
            return null;
        }
    }
}
