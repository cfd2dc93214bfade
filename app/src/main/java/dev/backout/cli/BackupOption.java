package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.backup.BackupPlan;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.BackupWork;
import dev.backout.integration.pgdump.Backups;
import dev.backout.journal.Step;
import dev.backout.plan.Plan;
import dev.backout.run.OutsideWork;

import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/// `--backup`, and the step of a run that comes of it.
final class BackupOption {
    @Option(
            names = "--backup",
            paramLabel = "WAY",
            converter = BackupChoiceConverter.class,
            description =
                    "the backup that it begins with: " + BackupChoice.FORMS + "; decided otherwise")
    private BackupChoice choice = new BackupChoice.Decide();

    /// What takes the backup of a run, for whoever begins, resumes or gives up one.
    static OutsideWork work(Choices choices, Site site, Shell shell) {
        return new BackupWork(backups(choices, shell), site.target().address());
    }

    /// The step that a run of the plan begins with. Stops when it is known beforehand that it
    /// cannot be done; changes nothing.
    ///
    /// @param tell what a person should know, one line each
    Step.Outside first(Plan plan, Choices choices, Site site, Shell shell, Consumer<String> tell) {
        Backups backups = backups(choices, shell);
        try (Connection connection = site.connect()) {
            BackupPlan decided = backups.decide(choice, plan, connection);
            tell.accept("backup:    " + decided.sentence());
            backups.check(decided, connection).forEach(line -> tell.accept("           " + line));
            return BackupWork.step(decided);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private static Backups backups(Choices choices, Shell shell) {
        return new Backups(Configuration.backupSettings(choices), shell.environment());
    }
}
