package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Deploying;
import dev.backout.config.Project;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.MigrationTool;
import dev.backout.records.RecordSchema;
import dev.backout.runbook.Runbook;
import dev.backout.vault.KeepRules;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.util.Set;

/// The database that a command works on, with or without a project around: the migrations may lie
/// in another commit, or not on this machine at all.
///
/// @param target the database
/// @param tool the migration tool whose history it holds
/// @param project the project, or null
/// @param runbook what `backout.yaml` says about everything around that database
record Site(Target target, MigrationTool tool, @Nullable Project project, Runbook runbook) {
    static Site find(Choices choices) {
        try {
            Configuration configuration = Configuration.read(choices);
            Target target = configuration.target();
            return new Site(
                    target,
                    configuration.tool(target),
                    configuration.project(),
                    Configuration.runbook(choices, target));
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.PROJECT_NOT_FOUND) {
                throw e;
            }
            Target target = Configuration.targetWithoutProject(choices);
            return new Site(
                    target,
                    Configuration.toolWithoutProject(choices, target),
                    null,
                    Configuration.runbook(choices, target));
        }
    }

    /// What must not be kept, and what is kept in place.
    ///
    /// @param configuration null when there is no project
    static KeepRules rules(@Nullable Configuration configuration) {
        if (configuration == null) {
            return KeepRules.ALL;
        }
        Deploying deploying = configuration.settings().deploying();
        return new KeepRules(
                Set.copyOf(deploying.never()),
                Set.copyOf(deploying.inPlace()),
                Set.copyOf(deploying.byName()));
    }

    Connection connect() {
        return Database.connect(target.address());
    }

    RecordSchema records() {
        return new RecordSchema(target.recordSchema());
    }
}
