package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.backup.BackupSettings;
import dev.backout.backup.RestoreSource;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.drill.RestoredCopy;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.Backups;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Rehearsed;
import dev.backout.records.RecordSchema;
import dev.backout.run.RunSettings;
import dev.backout.runbook.Runbook;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Restores a backup into a scratch database and carries a plan out there.
final class RestoredRun {
    private final Shell shell;
    private final Choices choices;
    private final BackupSettings settings;
    private final CopyRun run;

    RestoredRun(Shell shell, Choices choices, CopyRun run) {
        this.shell = shell;
        this.choices = choices;
        this.settings = Configuration.backupSettings(choices);
        this.run = run;
    }

    /// @param backup a file or folder, the name of a backup, or `newest`
    Rehearsed rehearse(PlanFile file, String backup) {
        RestoreSource source = source(backup, file.plan().database().name());
        try (RestoredCopy copy = restored(source, file)) {
            Site site = site(copy);
            return run.rehearse(file, site, prepared(site, file)).of(copy.text(), copy.lacking());
        } catch (BackoutException e) {
            throw e.code() == ErrorCode.PLAN_STALE ? otherwise(source, file, e) : e;
        }
    }

    /// Tells which backup would be restored; nothing is.
    void look(PlanFile file, String backup, boolean json) {
        RestoreSource source = source(backup, file.plan().database().name());
        if (json) {
            shell.out()
                    .println(
                            new JsonMapper()
                                    .createObjectNode()
                                    .put("event", "would-restore")
                                    .put("backup", source.place().toString())
                                    .put("usable", source.usable()));
            return;
        }
        shell.out().println("restores:  " + source.text());
        shell.out().println("dry run:   nothing was restored");
    }

    private RestoredCopy restored(RestoreSource source, PlanFile file) {
        try (BackupLine line = new BackupLine(shell)) {
            return RestoredCopy.of(
                    source,
                    file.plan().historyTable(),
                    settings,
                    shell.environment(),
                    (major, bytes) -> ScratchStart.roomy(choices, major, bytes),
                    line::show);
        }
    }

    private RestoreSource source(String backup, String database) {
        return new Backups(settings, shell.environment())
                .sources()
                .find(shell.directory(), backup, database);
    }

    /// The copy as a database of this project: with the schema and the records of the live one.
    private Site site(RestoredCopy copy) {
        Target live = Configuration.targetIfNamed(choices);
        String schema = live == null ? "public" : live.address().schema();
        Target target =
                new Target(
                        copy.address().inSchema(schema),
                        "a restored backup",
                        null,
                        false,
                        live == null ? RunSettings.DEFAULT.lockTimeout() : live.lockTimeout(),
                        live == null ? RecordSchema.USUAL : live.recordSchema(),
                        true,
                        null);
        return new Site(
                target, Configuration.toolWithoutProject(choices, target), null, Runbook.NONE);
    }

    /// A run of this very plan may have begun with the backup, or ended before it: in the copy it
    /// never was. What others kept in the vault stays, since the plan may need it.
    private static DatabaseIdentity prepared(Site site, PlanFile file) {
        try (Connection connection = site.connect()) {
            RecordSchema records = site.records();
            if (records.journalled(connection)) {
                Sql.update(
                        connection,
                        "update %s.run set state = 'aborted' where plan_hash = ?"
                                .formatted(records.sql()),
                        file.hash());
                Sql.update(connection, "update %s.lease set run = null".formatted(records.sql()));
            }
            return DatabaseIdentityReader.read(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.SCRATCH_UNAVAILABLE, "the restored backup cannot be used", e);
        }
    }

    /// What `plan-stale` means of a copy, not of the database that the plan was made for.
    private static BackoutException otherwise(
            RestoreSource source, PlanFile file, BackoutException stale) {
        String hint =
                "nothing was executed; the backup shows %s and the plan %s: take a newer backup"
                        .formatted(
                                source.taken().truncatedTo(ChronoUnit.SECONDS),
                                file.plan().made().truncatedTo(ChronoUnit.SECONDS));
        return new BackoutException(
                ErrorCode.PLAN_STALE,
                "the backup %s is not what this plan was made for: %s"
                        .formatted(source.place().getFileName(), what(stale)),
                List.of(hint),
                stale);
    }

    private static String what(BackoutException stale) {
        String message = String.valueOf(stale.getMessage());
        int colon = message.indexOf(": ");
        return colon < 0 ? message : message.substring(colon + 2);
    }

    /// Whether both or none are given, in words.
    static void insistOnOne(@Nullable String url, @Nullable String backup) {
        if ((url == null) == (backup == null)) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    url == null
                            ? "a rehearsal needs a copy of the database"
                            : "a rehearsal is on one copy, and two are named",
                    "--on URL names a copy, --from-backup FILE restores one for the time being");
        }
    }
}
