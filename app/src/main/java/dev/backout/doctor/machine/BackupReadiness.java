package dev.backout.doctor.machine;

import dev.backout.backup.BackupSettings;
import dev.backout.backup.DrillLog;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.Sizes;
import dev.backout.database.Database;
import dev.backout.doctor.Doctor;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.error.BackoutException;
import dev.backout.integration.pgdump.Backups;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Whether a run could begin with a backup, and whether the newest one was ever tried.
///
/// @param backups where they are
/// @param settings what is wanted of them
/// @param major the server's major version, or null when no server answered
/// @param database the database's name, or null
public record BackupReadiness(
        Backups backups,
        BackupSettings settings,
        @Nullable Integer major,
        @Nullable String database)
        implements Examination {
    private static final String DRILL = "backout drill";

    @Override
    public Topic topic() {
        return Topic.BACKUPS;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(tool());
        findings.add(folder());
        findings.add(newest());
        return findings;
    }

    private Finding tool() {
        try {
            return Finding.ok(
                    Topic.BACKUP_TOOL, backups.tool(major == null ? Database.OLDEST : major));
        } catch (BackoutException e) {
            return Doctor.of(Topic.BACKUP_TOOL, Severity.WARNING, e);
        }
    }

    private Finding folder() {
        try {
            List<String> notes = backups.folder().inspect();
            String text = "backups go to " + backups.folder().path();
            return notes.isEmpty()
                    ? Finding.ok(Topic.BACKUPS, text)
                    : Finding.note(Topic.BACKUPS, text, "chmod 700 " + backups.folder().path())
                            .with(notes.toArray(String[]::new));
        } catch (BackoutException e) {
            return Doctor.of(Topic.BACKUPS, Severity.WARNING, e);
        }
    }

    private Finding newest() {
        RestoreSource newest = backups.sources().newest(database);
        if (newest == null) {
            return Finding.note(
                            Topic.BACKUPS,
                            "there is no backup in " + backups.sources().places(),
                            null)
                    .with("name the nightly ones under backup.nightly of backout.yaml");
        }
        if (!newest.usable()) {
            return Finding.warning(
                    Topic.BACKUPS, "the newest backup is bad: " + newest.text(), DRILL);
        }
        Duration age = Duration.between(newest.taken(), Instant.now());
        String what = "%s, %s old".formatted(newest.place(), Sizes.time(age));
        Duration limit = settings.rpo();
        if (limit != null && age.compareTo(limit) > 0) {
            return Finding.warning(
                    Topic.BACKUPS,
                    "the newest backup is older than the target of %s: %s"
                            .formatted(Sizes.time(limit), what),
                    null);
        }
        return tried(newest, what);
    }

    private Finding tried(RestoreSource newest, String what) {
        DrillLog.Entry last = new DrillLog(backups.folder()).last(newest.place());
        if (last == null) {
            return Finding.warning(
                    Topic.BACKUPS, "the newest backup was never tried: " + what, DRILL);
        }
        return last.passed()
                ? Finding.ok(Topic.BACKUPS, "%s, tried %s".formatted(what, last.when()))
                : Finding.warning(
                        Topic.BACKUPS,
                        "the newest backup did not pass its drill (%s): %s"
                                .formatted(last.verdict(), what),
                        DRILL);
    }
}
