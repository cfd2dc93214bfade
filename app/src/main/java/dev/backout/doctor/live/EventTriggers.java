package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.List;

/// Code that runs at every change of the schema, a run's changes too.
record EventTriggers(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select e.evtname::text, e.evtevent::text, r.rolname::text
            from pg_catalog.pg_event_trigger e join pg_catalog.pg_roles r on r.oid = e.evtowner
            where e.evtenabled <> 'D' and not exists (select from pg_catalog.pg_depend d
                where d.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass
                  and d.objid = e.oid and d.deptype = 'e')
            order by 1\
            """;

    @Override
    public Topic topic() {
        return Topic.EVENT_TRIGGER;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Finding> found =
                live.rows(
                        SQL,
                        row ->
                                Finding.note(
                                        Topic.EVENT_TRIGGER,
                                        "event trigger %s of %s runs at %s, a run's statements included"
                                                .formatted(
                                                        row.getString(1),
                                                        row.getString(3),
                                                        row.getString(2)),
                                        live.platform().services().contains(row.getString(3))
                                                ? null
                                                : "ALTER EVENT TRIGGER %s DISABLE;  -- when it gets in the way"
                                                        .formatted(
                                                                Identifiers.quote(
                                                                        row.getString(1)))));
        return found.isEmpty() ? List.of(Finding.ok(Topic.EVENT_TRIGGER, "none")) : found;
    }
}
