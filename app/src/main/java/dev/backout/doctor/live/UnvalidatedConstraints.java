package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Constraints that hold for new rows only.
record UnvalidatedConstraints(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select n.nspname::text, t.relname::text, k.conname::text
            from pg_catalog.pg_constraint k
            join pg_catalog.pg_class t on t.oid = k.conrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where not k.convalidated and n.nspname !~ '^pg_' and k.conparentid = 0
              and coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::bool, true)
            order by 1, 2, 3 limit 20\
            """;

    @Override
    public Topic topic() {
        return Topic.UNVALIDATED_CONSTRAINT;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        return live.findings(
                SQL,
                UnvalidatedConstraints::finding,
                Finding.ok(Topic.UNVALIDATED_CONSTRAINT, "every constraint is validated"));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String table = LiveDatabase.object(row);
        String constraint = row.getString(3);
        return Finding.note(
                Topic.UNVALIDATED_CONSTRAINT,
                "constraint %s on %s holds for new rows only".formatted(constraint, table),
                "ALTER TABLE %s VALIDATE CONSTRAINT %s;"
                        .formatted(table, Identifiers.quote(constraint)));
    }
}
