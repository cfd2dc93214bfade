package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Transactions that have been open for long: their locks are in the way of an ALTER TABLE, and
/// everybody else queues behind that one. What they run is not told, it may hold values.
///
/// @param limit how old one may be
record LongTransactions(LiveDatabase live, Duration limit) implements Examination {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int MOST = 5;

    private static final String SQL =
            """
            select pid, coalesce(nullif(application_name, ''), 'an unnamed application'),
                coalesce(state, ''), usename::text,
                extract(epoch from pg_catalog.clock_timestamp() - xact_start)::int8
            from pg_catalog.pg_stat_activity
            where datname = pg_catalog.current_database() and pid <> pg_catalog.pg_backend_pid()
              and xact_start < pg_catalog.clock_timestamp() - ?::pg_catalog.interval
            order by xact_start\
            """;

    LongTransactions(LiveDatabase live) {
        this(live, LIMIT);
    }

    @Override
    public Topic topic() {
        return Topic.LONG_TRANSACTIONS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Finding> findings =
                new ArrayList<>(live.rows(SQL, LongTransactions::finding, limit.toString()));
        int more = findings.size() - MOST;
        if (more > 0) {
            findings.subList(MOST, findings.size()).clear();
            findings.add(
                    Finding.warning(
                            Topic.LONG_TRANSACTIONS,
                            "and %d more that are younger".formatted(more),
                            null));
        }
        if (findings.isEmpty()) {
            String whose = live.facts().seesOthers() ? "" : " of this role; others are not visible";
            findings.add(
                    Finding.ok(
                            Topic.LONG_TRANSACTIONS,
                            "no transaction is older than %d minutes%s"
                                    .formatted(limit.toMinutes(), whose)));
        }
        return findings;
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return Finding.warning(
                Topic.LONG_TRANSACTIONS,
                "pid %d (%s, role %s, %s) has a transaction open for %d min"
                        .formatted(
                                row.getInt(1),
                                row.getString(2),
                                row.getString(4),
                                row.getString(3),
                                row.getLong(5) / 60),
                "SELECT pg_terminate_backend(%d);".formatted(row.getInt(1)));
    }
}
