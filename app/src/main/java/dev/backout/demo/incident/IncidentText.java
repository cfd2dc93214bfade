package dev.backout.demo.incident;

import dev.backout.backup.Sizes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The end of the incident for people.
final class IncidentText {
    private static final String ROW = "  %-24s %8s %8s %8s %8s %8s";

    private IncidentText() {}

    static List<String> lines(IncidentEnd end) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("", "lasted", "reads", "failed", "orders", "failed"));
        end.phases().forEach(phase -> lines.add(row(phase)));
        lines.add("");
        paused(end.paused(), lines);
        lines.add("");
        lines.add(
                "  people typed: %d commands and %d confirmations, %d keys in all"
                        .formatted(
                                end.keyboard().commands(),
                                end.keyboard().confirmations(),
                                end.keyboard().keys()));
        lines.add(
                "  messages:     "
                        + end.messages().entrySet().stream()
                                .map(one -> "%d %s".formatted(one.getValue(), one.getKey()))
                                .collect(Collectors.joining(", ")));
        lines.add("");
        checked(end, lines);
        return lines;
    }

    private static String row(Phase phase) {
        return ROW.formatted(
                phase.name(),
                seconds(phase.took()),
                phase.reads(),
                phase.failedReads(),
                phase.orders(),
                phase.failedOrders());
    }

    private static void paused(Paused paused, List<String> lines) {
        lines.add(
                "  writes were paused for %s, %s of that while the old release came back:"
                        .formatted(seconds(paused.took()), seconds(paused.rollout())));
        paused.parts()
                .forEach(part ->
                        lines.add("  %8s  %s".formatted(seconds(part.took()), part.title())));
        lines.add(
                "  nobody's order was acknowledged for %s at most"
                        .formatted(seconds(paused.nobody())));
    }

    private static void checked(IncidentEnd end, List<String> lines) {
        lines.add(
                line(
                        end.missing() == 0,
                        "%,d orders were acknowledged, %,d of them are missing or not as ordered"
                                .formatted(end.acknowledged(), end.missing())));
        lines.add(line(end.shut().isEmpty(), "the doors are open"));
        end.shut().forEach(one -> lines.add("       " + one));
        lines.add(
                line(end.differences().isEmpty(), "the schema is the one before the bad release"));
        end.differences().forEach(one -> lines.add("       " + one));
        lines.add(line(end.failed().isEmpty(), "every command ended with status 0"));
        end.failed().forEach(one -> lines.add("       " + one));
        lines.add(
                line(
                        end.phases().getLast().failed() == 0,
                        "no request failed after that (the table of orders has %s)"
                                .formatted(Sizes.bytes(end.size()))));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }

    private static String line(boolean holds, String what) {
        return "  %-4s %s".formatted(holds ? "yes" : "NO", what);
    }
}
