package dev.backout.status;

import dev.backout.migration.MigrationStatus;

import java.util.ArrayList;
import java.util.List;

/// A status as lines for people: what is wrong first, what to do last.
public final class StatusText {
    private static final int MOST = 20;
    private static final int NEWEST = 10;

    private StatusText() {}

    /// The whole report.
    ///
    /// @param all whether every applied migration is listed, not only the newest and the odd ones
    public static List<String> lines(StatusReport report, boolean all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "database  %s%s"
                        .formatted(report.database(), report.production() ? "  (production)" : ""));
        lines.add("history   " + counts(report));
        lines.add("schema    " + drift(report.drift()));
        if (!report.barred().isEmpty()) {
            lines.add("barred    %d".formatted(report.barred().size()));
            report.barred().forEach(bar -> lines.add("          " + bar));
        }
        lines.add("");
        lines.addAll(migrations(report, all));
        if (report.drift() instanceof Drift.Found(List<String> differences)) {
            lines.add("");
            differences.stream().limit(MOST).forEach(line -> lines.add("drift     " + line));
            if (differences.size() > MOST) {
                lines.add("drift     ... and %d more".formatted(differences.size() - MOST));
            }
        }
        report.notes().forEach(note -> lines.add("note      " + note));
        lines.add("");
        lines.add(next(report));
        return lines;
    }

    private static String counts(StatusReport report) {
        List<String> counts = new ArrayList<>();
        for (MigrationStatus.State state : MigrationStatus.State.values()) {
            long count = report.migrations().stream().filter(m -> m.state() == state).count();
            if (count > 0 || state == MigrationStatus.State.APPLIED) {
                counts.add(count + " " + state.text());
            }
        }
        long edited = report.migrations().stream().filter(MigrationStatus::edited).count();
        if (edited > 0) {
            counts.add(edited + " edited since");
        }
        long missing =
                report.migrations().stream()
                        .filter(m -> m.state() == MigrationStatus.State.APPLIED)
                        .filter(MigrationStatus::missingOnDisk)
                        .count();
        if (missing > 0) {
            counts.add(missing + " missing on disk");
        }
        return String.join(", ", counts) + "  (" + report.historyTable() + ")";
    }

    private static String drift(Drift drift) {
        return switch (drift) {
            case Drift.None none -> "as the history says";
            case Drift.Found(List<String> differences) ->
                    "DRIFT: %d object%s differ from the history"
                            .formatted(differences.size(), differences.size() == 1 ? "" : "s");
            case Drift.NotCompared(String reason) -> "not compared: " + reason;
        };
    }

    private static List<String> migrations(StatusReport report, boolean all) {
        List<String> lines = new ArrayList<>();
        int applied = 0;
        List<MigrationStatus> newestFirst = report.migrations().reversed();
        for (MigrationStatus status : newestFirst) {
            boolean plain =
                    status.state() == MigrationStatus.State.APPLIED
                            && !status.edited()
                            && !status.missingOnDisk()
                            && status.notes().isEmpty();
            if (plain) {
                applied++;
            }
            if (all || !plain || applied <= NEWEST) {
                lines.add("%-11s %s".formatted(status.state().text(), name(status)));
                status.notes().forEach(note -> lines.add("            " + note));
            }
        }
        if (!all && applied > NEWEST) {
            lines.add(
                    "applied     ... and %d older ones (--all lists them)"
                            .formatted(applied - NEWEST));
        }
        return lines;
    }

    private static String name(MigrationStatus status) {
        String text = status.name();
        if (status.edited()) {
            text += "  EDITED since it was applied";
        }
        if (status.missingOnDisk()) {
            text += "  MISSING on disk";
        }
        return text;
    }

    private static String next(StatusReport report) {
        String last = null;
        for (MigrationStatus status : report.migrations()) {
            if (status.state() == MigrationStatus.State.FAILED) {
                return "next: " + status.name() + " failed; see its error in the history";
            }
            if (status.state() == MigrationStatus.State.APPLIED) {
                last = status.name();
            }
        }
        return last == null
                ? "next: nothing is applied, so there is nothing to back out"
                : "next: backout plan " + last + "  shows how it would be backed out";
    }
}
