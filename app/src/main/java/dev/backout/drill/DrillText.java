package dev.backout.drill;

import dev.backout.backup.Manifest;
import dev.backout.backup.RestoreSource;
import dev.backout.backup.Sizes;
import dev.backout.error.Counted;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A drill for people.
public final class DrillText {
    private static final int SHOWN = 10;

    private DrillText() {}

    /// Its lines.
    public static List<String> lines(DrillReport report) {
        RestoreSource source = report.source();
        Manifest manifest = source.manifest();
        List<String> lines = new ArrayList<>();
        lines.add("backup:    %s, %s".formatted(source.place(), Sizes.bytes(source.bytes())));
        if (manifest != null) {
            lines.add("holds:     %s, by %s".formatted(manifest.contents(), manifest.tool()));
        }
        if (!report.server().isEmpty()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "restored:  %,d entries on %s by %s, as an ordinary role, without"
                                    + " owners and privileges",
                            report.entries(),
                            report.server(),
                            report.tool()));
            lines.add(
                    "rows:      %s in %s"
                            .formatted(
                                    Counted.of(report.rows(), "row"),
                                    Counted.of(report.counts().size(), "table")));
            lines.add(
                    "time:      %s (%s restoring, %s looking)%s"
                            .formatted(
                                    Sizes.time(report.time()),
                                    Sizes.time(report.restore()),
                                    Sizes.time(report.check()),
                                    target(report.rto(), "rto", report.inTime())));
        }
        lines.add(
                "age:       %s, of %s%s"
                        .formatted(
                                Sizes.time(report.age()),
                                source.taken().truncatedTo(ChronoUnit.SECONDS),
                                target(report.rpo(), "rpo", report.youngEnough())));
        report.notes().forEach(note -> lines.add("note:      " + note));
        lines.addAll(verdict(report.verdict()));
        RestoreSource next = report.next();
        if (next != null) {
            lines.add("next:      backout drill --backup " + next.place());
        }
        return lines;
    }

    private static String target(@Nullable Duration target, String name, boolean met) {
        return target == null
                ? "; no target, set backup.%s".formatted(name)
                : ", target %s: %s".formatted(Sizes.time(target), met ? "met" : "MISSED");
    }

    private static List<String> verdict(DrillVerdict verdict) {
        return switch (verdict) {
            case DrillVerdict.Verified _ ->
                    List.of("verdict:   VERIFIED, schema and counts are as they were written down");
            case DrillVerdict.Restored _ ->
                    List.of("verdict:   RESTORED, nothing is written down to hold it against");
            case DrillVerdict.Unproved unproved ->
                    listed(
                            "verdict:   UNPROVED, %d of it could not be restored here:",
                            unproved.failures());
            case DrillVerdict.Different different ->
                    listed(
                            "verdict:   DIFFERENT from what was written down in %d:",
                            different.differences());
            case DrillVerdict.Bad bad -> List.of("verdict:   BAD, " + bad.why());
        };
    }

    private static List<String> listed(String head, List<String> items) {
        List<String> lines = new ArrayList<>();
        lines.add(head.formatted(items.size()));
        items.stream().limit(SHOWN).forEach(item -> lines.add("  " + item));
        if (items.size() > SHOWN) {
            lines.add("  and %,d more; --json lists all".formatted(items.size() - SHOWN));
        }
        return lines;
    }
}
