package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.error.Counted;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Free sessions, and the disk of which SQL tells little.
record Room(LiveDatabase live) implements Examination {
    /// Worker, watcher, and one to look with.
    private static final int NEEDED = 3;

    private static final int FEW = 8;

    private static final String TERMINATE =
            "SELECT pid, application_name, state_change FROM pg_stat_activity WHERE state = 'idle'"
                    + " ORDER BY 3;  -- then pg_terminate_backend(pid)";

    @Override
    public Topic topic() {
        return Topic.CONNECTIONS;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(sessions());
        if (live.facts().size() >= 0) {
            findings.add(
                    Finding.note(
                                    Topic.SERVER_DISK,
                                    "free space of the server cannot be seen by SQL; the database takes %s"
                                            .formatted(bytes(live.facts().size())),
                                    null)
                            .with(
                                    "what a run rewrites or a backup on that disk needs can be as"
                                        + " much again: look at the provider's console, or df on"
                                        + " the server"));
        }
        return findings;
    }

    private Finding sessions() {
        ServerFacts facts = live.facts();
        int free = facts.limit() - facts.sessions();
        String what = "%d of %d sessions are in use".formatted(facts.sessions(), facts.limit());
        if (facts.databaseLimit() >= 0 && facts.databaseLimit() - facts.databaseSessions() < free) {
            free = facts.databaseLimit() - facts.databaseSessions();
            what =
                    "%d of the database's %d sessions are in use"
                            .formatted(facts.databaseSessions(), facts.databaseLimit());
        }
        if (facts.roleLimit() >= 0 && facts.roleLimit() <= NEEDED) {
            return Finding.problem(
                            Topic.CONNECTIONS,
                            "role %s may have %s at once"
                                    .formatted(
                                            facts.role(), Counted.of(facts.roleLimit(), "session")),
                            "ALTER ROLE %s CONNECTION LIMIT 10;"
                                    .formatted(Identifiers.role(facts.role())))
                    .with("a run needs %d".formatted(NEEDED));
        }
        if (free < NEEDED) {
            return Finding.problem(Topic.CONNECTIONS, what, TERMINATE)
                    .with("a run needs %d more".formatted(NEEDED));
        }
        return free < FEW
                ? Finding.warning(Topic.CONNECTIONS, what, TERMINATE)
                : Finding.ok(Topic.CONNECTIONS, what);
    }

    /// In the unit that people read.
    static String bytes(long count) {
        long kilo = 1024;
        if (count < kilo * kilo) {
            return "%d kB".formatted((count + kilo - 1) / kilo);
        }
        double value = count / (double) (kilo * kilo);
        String unit = "MB";
        for (String next : List.of("GB", "TB")) {
            if (value >= kilo) {
                value /= kilo;
                unit = next;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
