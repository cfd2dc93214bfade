package dev.backout.status;

import dev.backout.error.Counted;
import dev.backout.error.Printable;
import dev.backout.migration.MigrationStatus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A status as lines for people: what is wrong first, what to do last.
public final class StatusText {
    private static final int MOST = 20;
    private static final int NEWEST = 10;
    private static final int WIDEST_NAME = 48;

    private StatusText() {}

    /// The whole report.
    ///
    /// @param all whether every applied migration is listed, not only the newest and the odd ones
    public static List<String> lines(StatusReport report, boolean all) {
        List<String> lines = new ArrayList<>();
        report.shut().forEach(line -> lines.add("SHUT      " + line));
        lines.add(
                "database  %s%s"
                        .formatted(report.database(), report.production() ? "  (production)" : ""));
        lines.add("history   " + counts(report));
        lines.add("schema    " + drift(report.drift()));
        report.unfinished().forEach(line -> lines.add("RUN OPEN  " + line));
        if (!report.vault().isEmpty()) {
            lines.add("vault     " + report.vault());
        }
        report.warming().forEach(line -> lines.add("warming   " + Printable.line(line)));
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
        report.notes().forEach(note -> lines.add("note      " + Printable.line(note)));
        lines.add("");
        lines.addAll(next(report, all));
        return lines;
    }

    private static String counts(StatusReport report) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put(MigrationStatus.State.APPLIED.text(), 0);
        int edited = 0;
        int missing = 0;
        for (StatusLine line : report.migrations()) {
            counts.merge(line.word(), 1, Integer::sum);
            edited += line.status().edited() ? 1 : 0;
            missing += line.applied() && line.status().missingOnDisk() ? 1 : 0;
        }
        if (edited > 0) {
            counts.put("edited since", edited);
        }
        if (missing > 0) {
            counts.put("missing on disk", missing);
        }
        return counts.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "))
                + "  ("
                + report.historyTable()
                + ")";
    }

    private static String drift(Drift drift) {
        return switch (drift) {
            case Drift.None none -> "as the history says";
            case Drift.Found(List<String> differences) ->
                    "DRIFT: %s differ%s from the history"
                            .formatted(
                                    Counted.of(differences.size(), "object"),
                                    differences.size() == 1 ? "s" : "");
            case Drift.NotCompared(String reason) -> "not compared: " + reason;
        };
    }

    /// The migrations that are listed, newest first.
    ///
    /// @param all whether every applied migration is listed, not only the newest and the odd ones
    public static List<StatusLine> listed(List<StatusLine> migrations, boolean all) {
        List<StatusLine> listed = new ArrayList<>();
        int plain = 0;
        for (StatusLine line : migrations.reversed()) {
            plain += line.plain() ? 1 : 0;
            if (all || !line.plain() || plain <= NEWEST) {
                listed.add(line);
            }
        }
        return listed;
    }

    private static List<String> migrations(StatusReport report, boolean all) {
        List<StatusLine> listed = listed(report.migrations(), all);
        int width =
                listed.stream()
                        .mapToInt(line -> Printable.line(line.name()).length())
                        .max()
                        .orElse(0);
        int column = Math.min(width, WIDEST_NAME);
        List<String> lines = new ArrayList<>();
        for (StatusLine line : listed) {
            lines.add(
                    "%-11s %s"
                            .formatted(line.word(), columns(line, column, report.major()))
                            .stripTrailing());
            line.status().notes().forEach(note -> lines.add("            " + Printable.line(note)));
            StatusFailure failure = line.failure();
            if (failure != null) {
                failure.lines().forEach(one -> lines.add("            " + Printable.line(one)));
            }
        }
        int hidden = report.migrations().size() - listed.size();
        if (hidden > 0) {
            lines.add("applied     ... and %d older ones (--all lists them)".formatted(hidden));
        }
        return lines;
    }

    private static String columns(StatusLine line, int width, int major) {
        List<String> words = new ArrayList<>();
        if (line.status().edited()) {
            words.add("EDITED since it was applied");
        }
        if (line.status().missingOnDisk()) {
            words.add("MISSING on disk");
        }
        if (line.applied()) {
            words.add(Printable.line(line.way().text(major)));
        }
        String name = Printable.line(line.name());
        return name + " ".repeat(Math.max(0, width - name.length()) + 2) + String.join("; ", words);
    }

    private static List<String> next(StatusReport report, boolean all) {
        String last = null;
        for (StatusLine line : report.migrations()) {
            if (line.status().state() == MigrationStatus.State.FAILED) {
                return List.of(
                        "next: backout plan %s  tells how far it got, and what can be done"
                                .formatted(Printable.line(line.name())));
            }
            if (line.applied()) {
                last = line.name();
            }
        }
        if (last == null) {
            return List.of("next: nothing is applied, so there is nothing to back out");
        }
        List<String> next = new ArrayList<>();
        next.add("next: backout plan " + last + "  shows how it would be backed out");
        if (listed(report.migrations(), all).stream()
                .anyMatch(line -> line.applied() && !line.way().known())) {
            next.add("      backout check  proves those that are not proved yet");
        }
        return next;
    }
}
