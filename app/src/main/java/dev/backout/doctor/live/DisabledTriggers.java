package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Triggers that somebody switched off, those of foreign keys included.
record DisabledTriggers(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select n.nspname::text, t.relname::text,
                case when g.tgisinternal then coalesce(k.conname, g.tgname) else g.tgname end::text,
                g.tgisinternal
            from pg_catalog.pg_trigger g
            join pg_catalog.pg_class t on t.oid = g.tgrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            left join pg_catalog.pg_constraint k on k.oid = g.tgconstraint
            where g.tgenabled = 'D' and n.nspname !~ '^pg_' and g.tgparentid = 0
            group by 1, 2, 3, 4 order by 4 desc, 1, 2, 3 limit 20\
            """;

    @Override
    public Topic topic() {
        return Topic.DISABLED_TRIGGER;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        return live.findings(
                SQL,
                DisabledTriggers::finding,
                Finding.ok(Topic.DISABLED_TRIGGER, "every trigger fires"));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String table = LiveDatabase.object(row);
        String name = row.getString(3);
        return row.getBoolean(4)
                ? Finding.warning(
                        Topic.DISABLED_TRIGGER,
                        "foreign key %s on %s is not checked: its triggers are disabled"
                                .formatted(name, table),
                        "ALTER TABLE %s ENABLE TRIGGER ALL;  -- rows that broke it meanwhile stay"
                                .formatted(table))
                : Finding.note(
                        Topic.DISABLED_TRIGGER,
                        "trigger %s on %s is disabled".formatted(name, table),
                        "ALTER TABLE %s ENABLE TRIGGER %s;"
                                .formatted(table, Identifiers.quote(name)));
    }
}
