package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Logical replication carries rows, not changes of the schema: the other side has to follow by
/// hand.
record LogicalReplication(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select 'publication', pubname::text, puballtables, true
            from pg_catalog.pg_publication
            union all
            select 'subscription', subname::text, false, subenabled
            from pg_catalog.pg_subscription s, pg_catalog.pg_database d
            where d.oid = s.subdbid and d.datname = pg_catalog.current_database()
            order by 1, 2\
            """;

    @Override
    public Topic topic() {
        return Topic.LOGICAL_REPLICATION;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Finding> found = new ArrayList<>();
        live.rows(
                        SQL,
                        row ->
                                row.getString(1).equals("publication")
                                        ? publication(row.getString(2), row.getBoolean(3))
                                        : subscription(row.getString(2), row.getBoolean(4)))
                .forEach(found::add);
        return found.isEmpty() ? List.of(Finding.ok(Topic.LOGICAL_REPLICATION, "none")) : found;
    }

    private static Finding publication(String name, boolean allTables) {
        if (allTables) {
            return Finding.warning(
                            Topic.LOGICAL_REPLICATION,
                            "publication %s sends every table, those of Backout included, so that"
                                            .formatted(name)
                                    + " run and deploy refuse",
                            "CREATE PUBLICATION NAME FOR TABLES IN SCHEMA public;  -- instead of"
                                    + " it, from PostgreSQL 15 on")
                    .with(
                            "a subscriber stops at the first row of a table that it does not have;"
                                    + " where all of them pass over such rows: publications:"
                                    + " accepted in backout.yaml");
        }
        return Finding.note(
                        Topic.LOGICAL_REPLICATION,
                        "publication %s sends some tables to subscribers".formatted(name),
                        "ALTER SUBSCRIPTION NAME REFRESH PUBLICATION;  -- there, after a table was"
                                + " added or taken away")
                .with(
                        "a change of the schema does not travel: take columns away here first, add"
                                + " them there first");
    }

    private static Finding subscription(String name, boolean enabled) {
        String quoted = Identifiers.quote(name);
        return enabled
                ? Finding.note(
                                Topic.LOGICAL_REPLICATION,
                                "subscription %s writes into this database".formatted(name),
                                "ALTER SUBSCRIPTION %s DISABLE;  -- while a run changes its tables"
                                        .formatted(quoted))
                        .with("it stops with an error at the first row that no longer fits")
                : Finding.warning(
                        Topic.LOGICAL_REPLICATION,
                        "subscription %s is disabled".formatted(name),
                        "ALTER SUBSCRIPTION %s ENABLE;".formatted(quoted));
    }
}
