package dev.backout.surgical;

import dev.backout.database.SessionZone;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.Script;
import dev.backout.plan.Extraction;
import dev.backout.plan.FromBackup;
import dev.backout.plan.Plan;
import dev.backout.planfile.BackupJson;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;
import dev.backout.vault.taken.Loading;
import dev.backout.vault.taken.Taken;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The step of a run that takes out of a backup what a migration destroyed, and puts it into the
/// vault. What is loaded is committed at once, and before anything is changed: when the process
/// dies, either all of it is there or nothing.
///
/// @param places opens backups
/// @param named where the backup of the plan lies on this machine; null when it is where the plan
///   says
/// @param live opens sessions on the live database, in autocommit mode
/// @param vault the live one
public record SurgicalWork(
        BackupPlaces places,
        @Nullable String named,
        Supplier<Connection> live,
        Vault vault,
        MigrationTool tool)
        implements OutsideWork {
    private static final String KIND = "surgical-restore";

    /// What a run of the plan has to do; nothing when nothing comes out of a backup.
    public static List<Step.Outside> steps(Plan plan) {
        FromBackup backup = plan.vault().backup();
        return backup == null
                ? List.of()
                : List.of(
                        new Step.Outside(
                                KIND,
                                "take what %s destroyed out of %s"
                                        .formatted(backup.migration(), backup.source().text()),
                                List.of(BackupJson.text(backup))));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Probe probe(Step.Outside step, String run) {
        FromBackup backup = backup(step);
        Loading loading = loading(backup, run);
        return talking(connection ->
                loading.there(connection, backup.captures())
                        ? new Probe.Happened(text(backup))
                        : new Probe.NotHappened("the vault has nothing of it"));
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        FromBackup backup = backup(step);
        if (probe(step, run) instanceof Probe.Happened(String what)) {
            return what;
        }
        String place = named == null ? backup.source().place() : named;
        try (BackupExtraction extraction = places.open(place, "", tool, diary::progress)) {
            insistOn(backup, extraction.source());
            Extraction.Extracted found =
                    extraction.again(
                            migration(backup),
                            talking(SessionZone::of),
                            backup.tables(),
                            backup.writes());
            insistOn(backup, found.held());
            diary.progress("loading %s into the vault".formatted(backup.source().name()));
            return talking(connection -> {
                loading(backup, run)
                        .load(
                                connection,
                                found.copy(),
                                found.vault(),
                                backup.captures(),
                                found.held(),
                                run);
                return text(backup);
            });
        }
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        FromBackup backup = backup(step);
        return talking(connection -> {
            loading(backup, run).remove(connection);
            return new Undone(true, "what was taken out of the backup left the vault again");
        });
    }

    private Loading loading(FromBackup backup, String run) {
        return new Loading(vault, backup.origin(run));
    }

    private static FromBackup backup(Step.Outside step) {
        return BackupJson.parse(step.arguments().getFirst());
    }

    private static Migration migration(FromBackup backup) {
        byte[] script = backup.script().getBytes(StandardCharsets.UTF_8);
        return new Migration(backup.migration(), Script.of("the plan", script), null, null);
    }

    private static String text(FromBackup backup) {
        return "%s, %s: %s"
                .formatted(
                        backup.source().name(),
                        backup.source().identity(),
                        backup.captures().stream()
                                .map(one -> one.kept().text())
                                .collect(Collectors.joining(", ")));
    }

    private static void insistOn(FromBackup backup, FromBackup.Source found) {
        if (!found.identity().equals(backup.source().identity())) {
            throw stale(
                    "%s is not the backup of this plan: it is %s, and the plan's is %s"
                            .formatted(
                                    found.place(), found.identity(), backup.source().identity()));
        }
    }

    private static void insistOn(FromBackup backup, List<Holding> held) {
        List<Taken> captures = backup.captures();
        boolean same = captures.size() == held.size();
        for (int i = 0; same && i < captures.size(); i++) {
            same = captures.get(i).same(held.get(i));
        }
        if (!same) {
            throw stale(
                    "%s does not hold any more what it held when the plan was made"
                            .formatted(backup.source().name()));
        }
    }

    private static BackoutException stale(String why) {
        return BackoutException.of(
                ErrorCode.PLAN_STALE,
                why,
                "nothing was loaded; name the plan's backup with --from-backup, or make a new"
                        + " plan");
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T talking(Work<T> work) {
        try (Connection connection = live.get()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "bringing the rows of the backup into the vault failed",
                    e);
        }
    }
}
