package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who replicates this server, and how far behind they are. A commit that waits for a synchronous
/// standby which is not there never returns.
record Replicas(LiveDatabase live) implements Examination {
    private static final double SECONDS = 10;
    private static final long BYTES = 100L << 20;

    private static final String SQL =
            """
            select coalesce(nullif(application_name, ''), 'an unnamed standby'), state, sync_state,
                extract(epoch from replay_lag)::float8,
                case when not pg_catalog.pg_is_in_recovery() then
                    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), replay_lsn)::int8
                end
            from pg_catalog.pg_stat_replication order by 1, pid\
            """;

    /// One that replicates.
    ///
    /// @param state what it does, or null when our role may not see it
    /// @param sync `async`, `sync`, `quorum`, `potential`, or null
    /// @param seconds how far behind it is, or null when it is idle or not visible
    /// @param bytes how much it has still to replay, or null
    record Replica(
            String name,
            @Nullable String state,
            @Nullable String sync,
            @Nullable Double seconds,
            @Nullable Long bytes) {
        static Replica read(ResultSet row) throws SQLException {
            return new Replica(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, Double.class),
                    row.getObject(5, Long.class));
        }

        boolean late() {
            return (seconds != null && seconds > SECONDS) || (bytes != null && bytes > BYTES);
        }

        boolean isWaitedFor() {
            return "sync".equals(sync) || "quorum".equals(sync);
        }
    }

    @Override
    public Topic topic() {
        return Topic.REPLICAS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        return findings(
                live.rows(SQL, Replica::read),
                live.facts().synchronous(),
                live.facts().seesOthers(),
                live.facts().role());
    }

    static List<Finding> findings(
            List<Replica> replicas, String synchronous, boolean visible, String role) {
        List<Finding> findings = new ArrayList<>();
        if (!visible) {
            findings.add(hidden(replicas.size(), role));
        } else if (replicas.isEmpty()) {
            findings.add(Finding.ok(Topic.REPLICAS, "nobody replicates this server"));
        } else {
            replicas.forEach(replica -> findings.add(finding(replica)));
        }
        if (!synchronous.isEmpty() && visible) {
            findings.add(synchronous(replicas, synchronous));
        }
        return findings;
    }

    private static Finding hidden(int count, String role) {
        String title =
                count == 0
                        ? "nobody replicates this server"
                        : "%d replicate%s this server; how far behind is not visible to role %s"
                                .formatted(count, count == 1 ? "s" : "", role);
        return count == 0
                ? Finding.ok(Topic.REPLICAS, title)
                : Finding.note(
                        Topic.REPLICAS,
                        title,
                        "GRANT pg_monitor TO %s;".formatted(Identifiers.role(role)));
    }

    private static Finding finding(Replica replica) {
        String text =
                "%s, %s%s"
                        .formatted(
                                replica.name(),
                                replica.state() == null ? "state unknown" : replica.state(),
                                lag(replica));
        if ("backup".equals(replica.state())) {
            return Finding.note(
                            Topic.REPLICAS, "a base backup is being taken: " + replica.name(), null)
                    .with("it makes a run slower, nothing else");
        }
        return replica.late()
                ? Finding.warning(
                                Topic.REPLICAS,
                                text,
                                "SELECT application_name, replay_lag FROM pg_stat_replication;  --"
                                        + " wait until it is small")
                        .with(
                                "those who read from it see the old schema for so long, and its"
                                        + " queries are cancelled when the change arrives")
                : Finding.ok(Topic.REPLICAS, text);
    }

    private static String lag(Replica replica) {
        Double seconds = replica.seconds();
        Long bytes = replica.bytes();
        String time = seconds == null ? "" : String.format(Locale.ROOT, ", %.1f s behind", seconds);
        return bytes == null ? time : time + ", %s to replay".formatted(Room.bytes(bytes));
    }

    private static Finding synchronous(List<Replica> replicas, String setting) {
        boolean there = replicas.stream().anyMatch(Replica::isWaitedFor);
        return there
                ? Finding.ok(Topic.SYNCHRONOUS_STANDBY, "commits wait for " + setting)
                : Finding.problem(
                                Topic.SYNCHRONOUS_STANDBY,
                                "commits wait for %s, and none of them is connected"
                                        .formatted(setting),
                                "ALTER SYSTEM SET synchronous_standby_names = ''; SELECT"
                                        + " pg_reload_conf();")
                        .with("every commit hangs, a run's too; or bring the standby back");
    }
}
