package dev.backout.triage;

import dev.backout.backup.Sizes;
import dev.backout.error.Counted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The phrases of a triage, which all its forms share.
final class TriageLines {
    private static final int MOST_SESSIONS = 8;

    private TriageLines() {}

    /// `12 min 5 s ago`.
    static String age(Instant since, Instant now) {
        return Sizes.time(Duration.between(since, now)) + " ago";
    }

    static String suspect(Suspect suspect, Instant now) {
        Instant since = suspect.since();
        return since == null ? suspect.how() : "%s, %s".formatted(suspect.how(), age(since, now));
    }

    static List<String> about(Suspect suspect) {
        List<String> lines = new ArrayList<>();
        lines.add("undone without loss: %s (%s)".formatted(suspect.reversible(), suspect.reason()));
        suspect.losses().forEach(loss -> lines.add("destroyed: " + loss));
        suspect.kept().forEach(kept -> lines.add("kept in the vault: " + kept));
        lines.addAll(suspect.notes());
        return lines;
    }

    static String table(AffectedTable table) {
        String rows =
                table.rows() < 0 ? "never counted" : "about " + Counted.of(table.rows(), "row");
        String owner = table.owner().isEmpty() ? "" : "; " + table.owner();
        return "%s, %s%s".formatted(rows, Sizes.bytes(table.bytes()), owner);
    }

    /// Who waits, whose transaction is old, and how many others there are.
    static List<String> sessions(List<LiveSession> sessions) {
        List<String> lines = new ArrayList<>();
        long hidden = sessions.stream().filter(one -> !one.visible()).count();
        long waiting = sessions.stream().filter(LiveSession::waits).count();
        lines.add(
                "%s at work, %d of them waiting for a lock%s"
                        .formatted(
                                Counted.of(sessions.size(), "session"),
                                waiting,
                                hidden == 0
                                        ? ""
                                        : "; what %d of other roles do is not visible (GRANT pg_monitor)"
                                                .formatted(hidden)));
        List<LiveSession> telling =
                sessions.stream()
                        .filter(one -> one.waits() || one.old() || blocks(one, sessions))
                        .toList();
        telling.stream().limit(MOST_SESSIONS).forEach(one -> lines.add(session(one)));
        if (telling.size() > MOST_SESSIONS) {
            lines.add("and %d more like these".formatted(telling.size() - MOST_SESSIONS));
        }
        return lines;
    }

    private static boolean blocks(LiveSession one, List<LiveSession> all) {
        return all.stream().anyMatch(other -> other.blockedBy().contains(one.pid()));
    }

    private static String session(LiveSession one) {
        List<String> words = new ArrayList<>();
        if (one.waits()) {
            words.add(
                    "waits%s behind pid %s"
                            .formatted(
                                    one.waitsFor().isEmpty() ? "" : " for " + one.waitsFor(),
                                    one.blockedBy().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))));
        }
        Duration open = one.transaction();
        if (open != null && one.old()) {
            words.add("transaction open for " + Sizes.time(open));
        }
        if (!one.text().isEmpty()) {
            words.add(one.text());
        }
        return "pid %d (%s%s%s): %s"
                .formatted(
                        one.pid(),
                        one.application(),
                        one.role().isEmpty() ? "" : ", role " + one.role(),
                        one.state().isEmpty() ? "" : ", " + one.state(),
                        String.join("; ", words));
    }

    static String load(QueryLoad load) {
        return String.format(
                Locale.ROOT,
                "%,.1f ms on average, %s",
                load.mean(),
                Counted.of(load.calls(), "call"));
    }

    static String check(Check check) {
        return "%s: %s".formatted(check.what(), check.text());
    }
}
