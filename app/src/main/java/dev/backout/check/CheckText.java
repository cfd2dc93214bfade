package dev.backout.check;

import dev.backout.diff.ChangeText;
import dev.backout.error.Printable;
import dev.backout.migration.DirectoryProblem;
import dev.backout.observe.Loss;
import dev.backout.observe.StatementObservation;
import dev.backout.observe.hazard.Finding;
import dev.backout.observe.hazard.Severity;
import dev.backout.policy.Breach;
import dev.backout.proof.Broken;
import dev.backout.proof.DownVerdict;
import dev.backout.proof.RowFindings;
import dev.backout.proof.Verdict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A report as lines for people: one line per migration, what is wrong below it, a summary last.
public final class CheckText {
    private static final int WIDEST_NAME = 56;
    private static final int MOST_LINES = 5;

    private CheckText() {}

    /// The whole report, line by line.
    ///
    /// @param base the folder that paths are told from
    public static List<String> lines(CheckReport report, Path base) {
        List<String> lines = new ArrayList<>();
        int width =
                report.migrations().stream()
                        .mapToInt(m -> Printable.line(m.name()).length())
                        .max()
                        .orElse(0);
        for (CheckedMigration migration : report.migrations()) {
            lines.addAll(migration(migration, Math.min(width, WIDEST_NAME), base));
        }
        for (DirectoryProblem problem : report.problems()) {
            lines.add(
                    "%s  %s: %s"
                            .formatted(
                                    problem.kind().wrong() ? "NO" : "  ",
                                    Printable.line(problem.migration()),
                                    Printable.line(problem.message())));
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(summary(report));
        return lines;
    }

    private static List<String> migration(CheckedMigration migration, int width, Path base) {
        List<String> lines = new ArrayList<>();
        String mark = migration.runs() && migration.breaches().isEmpty() ? "ok  " : "NO  ";
        lines.add(
                "%s%-"
                        .concat(width + "s  %s")
                        .formatted(mark, Printable.line(migration.name()), verdict(migration)));
        Broken broken = migration.proof().broken();
        if (broken == null) {
            lines.addAll(some(reasons(migration.proof().verdict())));
        } else {
            lines.add(broken(broken, shown(migration.path(), base)));
        }
        lines.addAll(some(down(migration.proof().down())));
        lines.addAll(some(onRows(migration)));
        if (migration.data() != null) {
            lines.addAll(
                    some(migration.data().losses().stream().map(Loss::text).toList(), "loses "));
            lines.addAll(some(migration.data().unknown(), "unknown: "));
        }
        if (migration.proof().observation() != null) {
            migration.proof().observation().statements().forEach(o -> lines.add(traced(o)));
        }
        lines.addAll(hazards(migration));
        for (Breach breach : migration.breaches()) {
            lines.add("      policy: " + breach.message());
            lines.add("      hint: " + breach.hint());
        }
        return lines;
    }

    /// Their names, worst first, where a person has to look at the migration anyway.
    private static List<String> hazards(CheckedMigration migration) {
        String ids =
                migration.findings().stream()
                        .filter(finding -> finding.severity() != Severity.NOTE)
                        .map(Finding::hazard)
                        .distinct()
                        .collect(Collectors.joining(", "));
        boolean fine = migration.runs() && migration.breaches().isEmpty();
        return fine || ids.isEmpty() ? List.of() : List.of("      hazards: " + ids);
    }

    /// What was seen to fail. The other hazards only say what may be.
    private static List<String> onRows(CheckedMigration migration) {
        return migration.findings().stream()
                .filter(finding -> finding.hazard().equals("fails-on-rows"))
                .filter(finding -> finding.object() == null)
                .map(finding -> Printable.line(finding.sentence()))
                .toList();
    }

    private static String verdict(CheckedMigration migration) {
        if (migration.data() == null || migration.classification() == null) {
            return "does not run";
        }
        String text =
                "%-9s %-11s data %-8s risk %s"
                        .formatted(
                                Words.of(migration.proof().verdict()),
                                migration.classification().changeClass().text(),
                                migration.data().effect(),
                                Words.of(migration.classification().risk()));
        return migration.proof().down() instanceof DownVerdict.None
                ? text
                : text
                        + (migration.proof().down() instanceof DownVerdict.Refuses
                                ? "  its own down refuses"
                                : "  rollback file " + Words.of(migration.proof().down()));
    }

    private static String traced(StatementObservation observed) {
        List<String> effects = new ArrayList<>(ChangeText.events(observed.changes()));
        observed.measures()
                .locks()
                .forEach((table, mode) -> effects.add("%s on %s".formatted(mode, table.text())));
        observed.measures().rewritten().forEach(t -> effects.add("rewrites " + t.text()));
        observed.measures().scanned().forEach(t -> effects.add("scans " + t.text()));
        return "      line %d: %s"
                .formatted(
                        observed.statement().line(),
                        effects.isEmpty() ? "nothing" : String.join("; ", effects));
    }

    private static String broken(Broken broken, String path) {
        String place = broken.position().line() == 0 ? path : path + ":" + broken.position();
        return "      %s: %s (SQLSTATE %s)"
                .formatted(
                        Printable.line(place), Printable.line(broken.message()), broken.sqlState());
    }

    private static String shown(String path, Path base) {
        Path absolute = base.resolve(path).normalize();
        return absolute.startsWith(base) ? base.relativize(absolute).toString() : path;
    }

    private static List<String> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved(List<String> notes) -> onRows(notes);
            case Verdict.Refuted(List<String> differences) -> differences;
            case Verdict.Unproved(List<String> reasons) -> reasons;
        };
    }

    private static List<String> down(DownVerdict verdict) {
        return switch (verdict) {
            case DownVerdict.None none -> List.of();
            case DownVerdict.Proved(List<String> notes) ->
                    onRows(notes).stream().map(note -> "the rollback file: " + note).toList();
            case DownVerdict.Empty empty ->
                    List.of("the rollback file is empty although the schema changes");
            case DownVerdict.Differs(List<String> differences) ->
                    differences.stream().map(line -> "after the rollback file, " + line).toList();
            case DownVerdict.Fails(String message, var position) ->
                    List.of("the rollback file fails at %s: %s".formatted(position, message));
            case DownVerdict.Refuses(String why) -> List.of("its own down refuses: " + why);
        };
    }

    /// Of the notes of what is proved, a person has to know that one before relying on it.
    private static List<String> onRows(List<String> notes) {
        return notes.stream()
                .filter(note -> note.startsWith(RowFindings.ON_ROWS))
                .map(Printable::line)
                .toList();
    }

    private static List<String> some(List<String> texts) {
        return some(texts, "");
    }

    private static List<String> some(List<String> texts, String prefix) {
        List<String> lines = new ArrayList<>();
        texts.stream().limit(MOST_LINES).forEach(text -> lines.add("      " + prefix + text));
        if (texts.size() > MOST_LINES) {
            lines.add("      ... and %d more".formatted(texts.size() - MOST_LINES));
        }
        return lines;
    }

    private static List<String> summary(CheckReport report) {
        List<String> lines = new ArrayList<>();
        int checked = report.migrations().size();
        lines.add(
                "%d of %d migrations checked in %.1f s on %s"
                        .formatted(
                                checked,
                                report.known(),
                                report.took().toMillis() / 1000.0,
                                report.server()));
        lines.add("schema: " + schemaCounts(report));
        lines.add("data:   " + dataCounts(report));
        long wrong = report.count(m -> !m.breaches().isEmpty());
        lines.add(
                wrong == 0
                        ? "policy: met"
                                + (report.passed() ? "" : ", by those that could be checked")
                        : "policy: broken by %d of %d migrations".formatted(wrong, checked));
        long stops = report.problems().stream().filter(p -> p.kind().wrong()).count();
        if (stops > 0) {
            lines.add("files:  %d wrong, see above".formatted(stops));
        }
        return lines;
    }

    private static String schemaCounts(CheckReport report) {
        long broken = report.count(m -> !m.runs());
        String counts =
                "%d proved, %d refuted, %d unproved"
                        .formatted(
                                report.proved(),
                                report.count(m -> m.proof().verdict() instanceof Verdict.Refuted),
                                report.count(m ->
                                        m.runs()
                                                && m.proof().verdict()
                                                        instanceof Verdict.Unproved));
        return broken == 0
                ? counts
                : "%s, %d do%s not run".formatted(counts, broken, broken == 1 ? "es" : "");
    }

    private static String dataCounts(CheckReport report) {
        List<String> counts = new ArrayList<>();
        for (var effect : dev.backout.observe.DataEffect.values()) {
            long count = report.count(m -> m.data() != null && m.data().effect() == effect);
            if (count > 0) {
                counts.add(count + " " + effect);
            }
        }
        return counts.isEmpty() ? "nothing to tell" : String.join(", ", counts);
    }
}
