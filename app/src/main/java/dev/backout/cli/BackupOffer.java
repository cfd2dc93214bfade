package dev.backout.cli;

import dev.backout.backup.BackupSettings;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.RestoreSources;
import dev.backout.backup.Sizes;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.pgdump.Backups;
import dev.backout.migration.HistoryRow;
import dev.backout.plan.Casualty;
import dev.backout.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a plan says of backups when the migration destroyed something that nobody kept: the ways to
/// have it back, and what each would lose.
///
/// @param site the live database
record BackupOffer(Shell shell, Choices choices, Site site) {
    private static final int MOST = 3;

    /// Lines for people; none when nothing was lost, or a backup is used already.
    List<String> lines(Plan plan) {
        boolean lost = plan.casualties().stream().anyMatch(Casualty::since);
        if (!lost || plan.vault().backup() != null || plan.migrations().size() != 1) {
            return List.of();
        }
        String migration = plan.migrations().getFirst().name();
        try {
            return lines(migration, known(applied(migration)));
        } catch (BackoutException e) {
            return List.of("note:       backups cannot be listed: " + e.getMessage());
        }
    }

    private static List<String> lines(String migration, List<RestoreSource> known) {
        String command = "backout plan %s --from-backup ".formatted(RunText.quoted(migration));
        List<String> lines = new ArrayList<>();
        for (RestoreSource one : known) {
            lines.add(
                    "backup:     %s, %s: %s%s"
                            .formatted(
                                    one.taken().truncatedTo(ChronoUnit.SECONDS),
                                    Sizes.bytes(one.bytes()),
                                    command,
                                    RunText.quoted(one.place().toString())));
        }
        if (known.isEmpty()) {
            lines.add(
                    "backup:     none from before it is known (backup.folder, backup.nightly of"
                            + " backout.yaml): "
                            + command
                            + "FILE|URL");
            return lines;
        }
        RestoreSource newest = known.getFirst();
        lines.add(
                "            takes back only what was destroyed; lost is what was written into it"
                        + " after the backup");
        lines.add(
                "            a full restore loses everything written since %s: createdb restored, pg_restore --dbname=restored %s"
                        .formatted(
                                newest.taken().truncatedTo(ChronoUnit.SECONDS),
                                RunText.quoted(newest.place().toString())));
        return lines;
    }

    /// Usable ones from before the migration, the newest first.
    private List<RestoreSource> known(@Nullable Instant applied) {
        BackupSettings settings = Configuration.backupSettings(choices);
        RestoreSources sources = new Backups(settings, shell.environment()).sources();
        return sources.list(site.target().address().database()).stream()
                .filter(RestoreSource::usable)
                .filter(one -> applied == null || one.taken().isBefore(applied))
                .sorted((one, other) -> other.taken().compareTo(one.taken()))
                .limit(MOST)
                .toList();
    }

    private @Nullable Instant applied(String migration) {
        try (Connection connection = site.connect()) {
            return site.tool().history(connection).rowsOf(migration).stream()
                    .map(HistoryRow::startedAt)
                    .filter(Objects::nonNull)
                    .reduce((_, last) -> last)
                    .orElse(null);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }
}
