package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.List;

/// Prepared transactions that nobody finished: their locks outlive every session and restart.
record PreparedTransactions(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select gid, owner::text,
                extract(epoch from pg_catalog.clock_timestamp() - prepared)::int8
            from pg_catalog.pg_prepared_xacts
            where database = pg_catalog.current_database() order by prepared\
            """;

    @Override
    public Topic topic() {
        return Topic.PREPARED_TRANSACTIONS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Finding> found =
                live.rows(
                        SQL,
                        row ->
                                Finding.warning(
                                                Topic.PREPARED_TRANSACTIONS,
                                                "a transaction of role %s was prepared %d min ago and is not finished"
                                                        .formatted(
                                                                row.getString(2),
                                                                row.getLong(3) / 60),
                                                "ROLLBACK PREPARED %s;"
                                                        .formatted(
                                                                Identifiers.literal(
                                                                        row.getString(1))))
                                        .with(
                                                "its locks hold until somebody commits it or rolls"
                                                        + " it back; ask its application which"));
        return found.isEmpty()
                ? List.of(Finding.ok(Topic.PREPARED_TRANSACTIONS, "none is left"))
                : found;
    }
}
