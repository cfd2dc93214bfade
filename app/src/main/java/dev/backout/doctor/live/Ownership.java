package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.error.Counted;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Whether the role may alter what migrations altered: only an owner may, or a member of one.
record Ownership(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select o.rolname::text, n.nspname = ?, pg_catalog.pg_has_role(o.oid, 'USAGE'),
                pg_catalog.count(*), o.rolsuper, pg_catalog.min(n.nspname)::text,
                pg_catalog.min(c.relname)::text
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_roles o on o.oid = c.relowner
            where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
              and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', ?)
              and not exists (select from pg_catalog.pg_depend d
                  where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    and d.objid = c.oid and d.deptype = 'e')
            group by 1, 2, 3, 5 order by 2 desc, 1\
            """;

    private record Owner(
            String name,
            boolean here,
            boolean member,
            int count,
            boolean superuser,
            List<String> one) {}

    @Override
    public Topic topic() {
        return Topic.OWNERSHIP;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Owner> owners =
                live.rows(
                        SQL,
                        row ->
                                new Owner(
                                        row.getString(1),
                                        row.getBoolean(2),
                                        row.getBoolean(3),
                                        row.getInt(4),
                                        row.getBoolean(5),
                                        List.of(row.getString(6), row.getString(7))),
                        live.target().address().schema(),
                        live.target().recordSchema());
        List<Finding> findings = new ArrayList<>();
        owners.stream()
                .filter(owner -> !owner.member())
                .filter(owner -> owner.here() || !live.platform().services().contains(owner.name()))
                .map(this::finding)
                .forEach(findings::add);
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            Topic.OWNERSHIP,
                            owners.isEmpty()
                                    ? "there are no tables yet"
                                    : "role %s may alter every table"
                                            .formatted(live.facts().role())));
        }
        return findings;
    }

    private Finding finding(Owner owner) {
        String role = Identifiers.role(live.facts().role());
        // Nobody becomes a superuser by our advice.
        String remedy =
                owner.superuser()
                        ? "ALTER TABLE %s OWNER TO %s;  -- and so on: %s is a superuser"
                                .formatted(Identifiers.dotted(owner.one()), role, owner.name())
                        : "GRANT %s TO %s;".formatted(Identifiers.role(owner.name()), role);
        String what =
                "%s owns %s and the like in %s; role %s may not alter them"
                        .formatted(
                                owner.name(),
                                Counted.of(owner.count(), "table"),
                                owner.here()
                                        ? "schema " + live.target().address().schema()
                                        : "other schemas",
                                live.facts().role());
        return owner.here()
                ? Finding.problem(Topic.OWNERSHIP, what, remedy)
                : Finding.note(Topic.OWNERSHIP, what, remedy);
    }
}
