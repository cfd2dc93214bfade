package dev.backout.error;

import java.util.Locale;

/// Every way in which Backout can fail, with the exit status that goes with it.
///
/// The text of a code (`plan-stale`) is stable: scripts may match it. A code is added here first
/// and is raised by at least one test.
public enum ErrorCode {
    /// A command line that cannot be understood.
    USAGE(ExitCode.USAGE),
    /// backout.yaml, an environment variable or a URL that cannot be understood.
    CONFIGURATION_INVALID(ExitCode.USAGE),
    /// No Prisma project from the current folder upward.
    PROJECT_NOT_FOUND(ExitCode.USAGE),
    /// The project has no migrations directory, or it holds no migration.
    MIGRATIONS_NOT_FOUND(ExitCode.USAGE),
    /// A file of the project cannot be read, or a file of ours cannot be written.
    FILE_INACCESSIBLE(ExitCode.USAGE),
    /// A migration of that name does not exist in the directory or the history.
    MIGRATION_UNKNOWN(ExitCode.USAGE),
    /// Something would be overwritten that a person wrote.
    FILE_EXISTS(ExitCode.USAGE),
    /// The database cannot be reached, or refuses the login.
    DATABASE_UNREACHABLE(ExitCode.USAGE),
    /// The database's server is of a version that Backout does not know.
    DATABASE_UNSUPPORTED(ExitCode.USAGE),
    /// The role lacks a right that the command needs.
    RIGHTS_MISSING(ExitCode.USAGE),
    /// No scratch database can be made on this machine.
    SCRATCH_UNAVAILABLE(ExitCode.USAGE),
    /// A scratch server's disk is full.
    SCRATCH_FULL(ExitCode.STEP_FAILED),
    /// git cannot answer: not a repository, or an unknown reference.
    GIT_FAILED(ExitCode.USAGE),
    /// The history table is not the one that the migration tool makes.
    HISTORY_UNREADABLE(ExitCode.USAGE),
    /// A migration failed before, or was left half-way; nothing new is applied behind it.
    HISTORY_FAILED(ExitCode.NO),
    /// The database holds tables, and no history says where they come from.
    NOT_BASELINED(ExitCode.NO),
    /// A migration that was backed out is not to be applied again.
    BARRED(ExitCode.NO),
    /// A script that begins or commits transactions itself, so that nothing of it can be kept.
    SCRIPT_UNFIT(ExitCode.NO),
    /// A plan file is cut short, edited or not a plan.
    PLAN_INVALID(ExitCode.USAGE),
    /// A plan was made for another database.
    PLAN_ELSEWHERE(ExitCode.NO),
    /// The database is no longer what the plan was made for.
    PLAN_STALE(ExitCode.NO),
    /// What is asked for cannot be undone without loss, and nobody accepted the loss.
    PLAN_IRREVERSIBLE(ExitCode.NO),
    /// A way back would hold its locks for longer than was allowed.
    LOCK_BUDGET(ExitCode.NO),
    /// The live schema differs from the history inside what the inverse touches.
    DRIFT(ExitCode.NO),
    /// An inverse could not be proved.
    UNPROVED(ExitCode.NO),
    /// Someone else holds the migration tool's lock, or another run is under way.
    LOCKED(ExitCode.STEP_FAILED),
    /// A statement of a run failed; the transaction was undone.
    STEP_FAILED(ExitCode.STEP_FAILED),
    /// Something would be destroyed that was not kept; the transaction was undone.
    VAULT_INCOMPLETE(ExitCode.STEP_FAILED),
    /// No run of that id, or several.
    RUN_UNKNOWN(ExitCode.USAGE),
    /// The vault has nothing of that number.
    CAPTURE_UNKNOWN(ExitCode.USAGE),
    /// The journal does not fit the run or the database: it was restored since, edited, or written
    /// by a newer Backout.
    JOURNAL_INVALID(ExitCode.NO),
    /// Another process took the run over while this one slept.
    LEASE_LOST(ExitCode.STEP_FAILED),
    /// What was found out could not be printed to its end: a full disk, mostly.
    OUTPUT_LOST(ExitCode.STEP_FAILED),
    /// No program of PostgreSQL that fits the server is at hand to take or restore a backup.
    BACKUP_UNAVAILABLE(ExitCode.USAGE),
    /// The folder for backups is no place for them: not writable, or where others collect files.
    BACKUP_FOLDER_UNFIT(ExitCode.USAGE),
    /// A backup was not taken; what there was of it is gone again.
    BACKUP_FAILED(ExitCode.STEP_FAILED),
    /// A backup is not what was written down when it was taken, or cannot be read.
    BACKUP_INVALID(ExitCode.NO),
    /// A program of somebody else that is needed cannot be started.
    PROGRAM_UNAVAILABLE(ExitCode.USAGE),
    /// Work on the database may not begin now: the maintenance window is not open.
    WINDOW_CLOSED(ExitCode.NO),
    /// A plan needs the word of people who have not given it.
    APPROVAL_MISSING(ExitCode.WAITING),
    /// An approval cannot be given: with this key, by this person, or for this plan.
    APPROVAL_REFUSED(ExitCode.NO),
    /// A command that is not for this database: production, or one that no environment names.
    DATABASE_PROTECTED(ExitCode.NO),
    /// A reset would destroy runs and captures that nobody gave up.
    RECORDS_IN_THE_WAY(ExitCode.NO),
    /// What has to hold before a run goes on does not.
    GATE_FAILED(ExitCode.NO),
    /// Nobody can tell whether it holds: a person has to say.
    GATE_INCONCLUSIVE(ExitCode.WAITING),
    /// A cluster's API server gives no answer within the time limit.
    CLUSTER_UNREACHABLE(ExitCode.STEP_FAILED),
    /// Writes cannot be paused: somebody who cannot be told would undo it.
    PAUSE_REFUSED(ExitCode.NO),
    /// The person at the terminal did not confirm.
    NOT_CONFIRMED(ExitCode.USAGE),
    /// A defect of Backout.
    INTERNAL(ExitCode.INTERNAL);

    private final ExitCode exit;

    ErrorCode(ExitCode exit) {
        this.exit = exit;
    }

    /// The code as people and scripts see it, in kebab case.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The exit status of a command that ends with this code.
    public ExitCode exit() {
        return exit;
    }
}
