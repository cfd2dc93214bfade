package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationStatus;
import dev.backout.migration.StatusReader;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The migration tool's history: what is failed, doubled, taken back by hand, missing or edited.
///
/// @param directory the project's migrations, or null: then only the rows are looked at
record HistoryHealth(LiveDatabase live, @Nullable MigrationDirectory directory)
        implements Examination {
    private static final int MOST = 5;

    @Override
    public Topic topic() {
        return Topic.HISTORY_TABLE;
    }

    @Override
    public List<Finding> examine() {
        History history = live.tool().history(live.connection());
        if (!history.present()) {
            return List.of(
                    Finding.note(
                                    Topic.HISTORY_TABLE,
                                    "there is no %s: the migration tool never ran here"
                                            .formatted(history.table()),
                                    history.notes().isEmpty() ? live.tool().deployCommand() : null)
                            .with(history.notes().toArray(String[]::new)));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(table(history));
        String words = directory == null ? null : live.tool().stops(history, directory);
        if (words != null) {
            findings.add(
                    Finding.problem(
                                    Topic.HISTORY_ROWS,
                                    "%s would stop: %s".formatted(live.tool().name(), words),
                                    "backout status --all")
                            .with("it compares history and directory before it applies anything"));
        }
        MigrationDirectory known =
                directory == null ? new MigrationDirectory("", List.of(), List.of()) : directory;
        for (MigrationStatus status : new StatusReader(live.tool()).read(history, known)) {
            add(status, findings);
        }
        return shortened(findings);
    }

    private static Finding table(History history) {
        String title = "%s: %d applied".formatted(history.table(), history.applied().size());
        return history.notes().isEmpty()
                ? Finding.ok(Topic.HISTORY_TABLE, title)
                : Finding.note(Topic.HISTORY_TABLE, title, null)
                        .with(history.notes().toArray(String[]::new));
    }

    private void add(MigrationStatus status, List<Finding> findings) {
        if (status.state() == MigrationStatus.State.FAILED) {
            findings.add(failed(status));
        }
        status.rows().stream()
                .filter(row -> row.finishedAt() != null && row.rolledBackAt() != null)
                .map(this::takenBackByHand)
                .forEach(findings::add);
        long applied =
                status.rows().stream()
                        .filter(row -> row.state() == HistoryRow.State.APPLIED)
                        .count();
        if (applied > 1) {
            findings.add(doubled(status, applied));
        }
        if (directory != null && applied > 0) {
            addDirectory(status, directory, findings);
        }
    }

    private static void addDirectory(
            MigrationStatus status, MigrationDirectory directory, List<Finding> findings) {
        if (status.missingOnDisk()) {
            findings.add(
                    Finding.warning(
                                    Topic.MISSING_MIGRATION,
                                    "%s is applied, and %s does not have it"
                                            .formatted(status.name(), directory.location()),
                                    "git log --all --oneline -- %s  # then backout plan --git-ref REF"
                                            .formatted(shell("*" + status.name() + "*")))
                            .with("it cannot be proved again from here"));
        } else if (status.edited()) {
            findings.add(
                    Finding.warning(
                            Topic.EDITED_MIGRATION,
                            "%s was edited after it was applied".formatted(status.name()),
                            "git log --oneline -- %s  # bring back the file that was applied"
                                    .formatted(shell("*" + status.name() + "*"))));
        }
    }

    private static Finding failed(MigrationStatus status) {
        return Finding.problem(
                        Topic.FAILED_MIGRATION,
                        "%s failed or is being applied: its row has no end"
                                .formatted(status.name()),
                        "backout plan " + shell(status.name()))
                .with("every deployment stops at it until it is resolved");
    }

    /// Before 7.9.0 `status` calls it up to date while `deploy` applies it again, and no command of
    /// Prisma's touches the row any more.
    private Finding takenBackByHand(HistoryRow row) {
        return Finding.warning(
                        Topic.HISTORY_ROWS,
                        "a row of %s is both finished and rolled back: the next deployment applies it"
                                        .formatted(row.name())
                                + " again",
                        "UPDATE %s SET rolled_back_at = NULL WHERE id = %s;  -- when it is in the schema; else DELETE the row"
                                .formatted(live.tool().table(), Identifiers.literal(row.id())))
                .with("somebody set rolled_back_at by hand; the tool cannot mend it");
    }

    private Finding doubled(MigrationStatus status, long applied) {
        return Finding.warning(
                Topic.HISTORY_ROWS,
                "%s is recorded as applied %d times".formatted(status.name(), applied),
                "SELECT * FROM %s WHERE %s = %s;  -- keep the first row"
                        .formatted(
                                live.tool().table(),
                                Identifiers.quote(live.tool().columns().name().getFirst()),
                                Identifiers.literal(status.name())));
    }

    /// One word of a shell.
    private static String shell(String text) {
        return text.matches("[\\w.-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /// A project that lost its directory would fill screens.
    private static List<Finding> shortened(List<Finding> findings) {
        List<Finding> kept = new ArrayList<>();
        for (Topic topic : findings.stream().map(Finding::topic).distinct().toList()) {
            List<Finding> same = findings.stream().filter(f -> f.topic() == topic).toList();
            kept.addAll(same.subList(0, Math.min(MOST, same.size())));
            if (same.size() > MOST) {
                Finding last = same.getLast();
                kept.add(
                        new Finding(
                                topic,
                                last.severity(),
                                "and %d more".formatted(same.size() - MOST),
                                List.of(),
                                "backout status --all"));
            }
        }
        return kept;
    }
}
