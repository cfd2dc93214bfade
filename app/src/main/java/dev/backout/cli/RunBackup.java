package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.backup.BackupPlan;
import dev.backout.backup.RunReach;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.BackupWork;
import dev.backout.integration.pgdump.Backups;
import dev.backout.plan.Plan;
import dev.backout.run.OutsideWork;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The backup of a run: decided, checked, and a step of it.
final class RunBackup {
    private final Backups backups;
    private final Site site;

    RunBackup(Choices choices, Site site) {
        this.backups = new Backups(Configuration.backupSettings(choices), choices.environment());
        this.site = site;
    }

    /// What a run begins with.
    ///
    /// @param plan which backup, and why
    /// @param notes what a person should know, one line each
    record Decided(BackupPlan plan, List<String> notes) {
        Decided {
            notes = List.copyOf(notes);
        }
    }

    /// Whether the policy demands a backup.
    boolean required() {
        return backups.required();
    }

    /// Decides, and stops when it cannot be taken. Changes nothing.
    Decided decide(BackupChoice choice, Plan plan) {
        return decide(choice, RunReach.of(plan));
    }

    /// The same for whatever destroys that much.
    Decided decide(BackupChoice choice, RunReach reach) {
        try (Connection connection = site.connect()) {
            BackupPlan decided = backups.decide(choice, reach, connection);
            return new Decided(decided, new ArrayList<>(backups.check(decided, connection)));
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    /// What takes it when the run gets there.
    OutsideWork work() {
        return new BackupWork(backups, site.target().address());
    }
}
