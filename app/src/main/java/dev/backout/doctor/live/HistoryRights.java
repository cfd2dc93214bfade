package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the role may do with the migration tool's history.
record HistoryRights(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
                pg_catalog.has_table_privilege(c.oid, 'SELECT'),
                pg_catalog.has_table_privilege(c.oid, 'INSERT'),
                pg_catalog.has_table_privilege(c.oid, 'DELETE'),
                pg_catalog.has_table_privilege(c.oid, 'TRIGGER')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where pg_catalog.format('%I.%I', n.nspname, c.relname) = ?
              and c.relkind in ('r', 'p')\
            """;

    private static final List<String> RIGHTS = List.of("SELECT", "INSERT", "DELETE", "TRIGGER");

    @Override
    public Topic topic() {
        return Topic.HISTORY_RIGHTS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        String table = live.tool().table();
        return live.rows(
                SQL,
                row -> {
                    List<String> missing = new ArrayList<>();
                    for (int index = 0; index < RIGHTS.size(); index++) {
                        if (!row.getBoolean(index + 2)) {
                            missing.add(RIGHTS.get(index));
                        }
                    }
                    return finding(table, row.getBoolean(1), missing);
                },
                table);
    }

    private Finding finding(String table, boolean usage, List<String> missing) {
        String role = Identifiers.role(live.facts().role());
        if (!usage) {
            return Finding.problem(
                    Topic.HISTORY_RIGHTS,
                    "role %s lacks USAGE on schema %s"
                            .formatted(live.facts().role(), live.target().address().schema()),
                    "GRANT USAGE ON SCHEMA %s TO %s;"
                            .formatted(Identifiers.quote(live.target().address().schema()), role));
        }
        return missing.isEmpty()
                ? Finding.ok(
                        Topic.HISTORY_RIGHTS,
                        "role %s may read and change %s".formatted(live.facts().role(), table))
                : Finding.problem(
                        Topic.HISTORY_RIGHTS,
                        "role %s lacks %s on %s"
                                .formatted(live.facts().role(), String.join(", ", missing), table),
                        "GRANT %s ON %s TO %s;".formatted(String.join(", ", missing), table, role));
    }
}
