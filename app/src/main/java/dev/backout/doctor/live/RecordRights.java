package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.List;

/// Whether the role may keep the records of runs.
record RecordRights(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select n.oid is not null,
                coalesce(pg_catalog.pg_has_role(n.nspowner, 'USAGE'), false),
                coalesce(pg_catalog.pg_get_userbyid(n.nspowner)::text, ''),
                pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),
                pg_catalog.current_database()::text,
                coalesce((select rolsuper from pg_catalog.pg_roles where oid = n.nspowner), false)
            from (values (1)) one left join pg_catalog.pg_namespace n on n.nspname = ?\
            """;

    @Override
    public Topic topic() {
        return Topic.RECORD_RIGHTS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        return live.rows(
                SQL,
                row ->
                        row.getBoolean(1)
                                ? present(row.getBoolean(2), row.getString(3), row.getBoolean(6))
                                : absent(row.getBoolean(4), row.getString(5)),
                live.target().recordSchema());
    }

    private Finding present(boolean owner, String ownerName, boolean superuser) {
        String role = live.facts().role();
        String schema = live.target().recordSchema();
        return owner
                ? Finding.ok(Topic.RECORD_RIGHTS, "role %s may write to %s".formatted(role, schema))
                : Finding.problem(
                        Topic.RECORD_RIGHTS,
                        "schema %s belongs to %s, of which role %s is no member"
                                .formatted(schema, ownerName, role),
                        remedy(schema, ownerName, superuser));
    }

    /// A schema's tables go along with it by hand only.
    private String remedy(String schema, String owner, boolean superuser) {
        String role = Identifiers.role(live.facts().role());
        return superuser
                ? "ALTER SCHEMA %s OWNER TO %s;  -- and its tables: %s is a superuser"
                        .formatted(Identifiers.quote(schema), role, owner)
                : "GRANT %s TO %s;".formatted(Identifiers.role(owner), role);
    }

    private Finding absent(boolean create, String database) {
        String role = live.facts().role();
        String schema = live.target().recordSchema();
        return create
                ? Finding.ok(
                        Topic.RECORD_RIGHTS, "role %s may make schema %s".formatted(role, schema))
                : Finding.problem(
                        Topic.RECORD_RIGHTS,
                        "role %s lacks CREATE on database %s, to make schema %s for the records of"
                                        .formatted(role, database, schema)
                                + " runs",
                        "GRANT CREATE ON DATABASE %s TO %s;"
                                .formatted(Identifiers.quote(database), Identifiers.role(role)));
    }
}
