package dev.backout.doctor.live;

import static dev.backout.schema.Identifiers.dotted;
import static dev.backout.schema.Identifiers.quote;
import static dev.backout.schema.Identifiers.role;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The least rights of a role as SQL, for the database as it is. Nobody is made a member of a
/// superuser: what belongs to one has to be given to another role first.
public final class LeastRights {
    private static final String OWNED =
            """
            select n.nspname::text, o.rolname::text, o.rolsuper,
                coalesce(pg_catalog.array_agg(c.relname::text order by c.relname)
                    filter (where c.relkind <> 'S'), '{}')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_roles o on o.oid = c.relowner
            where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
              and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', ?)
              and not exists (select from pg_catalog.pg_depend d
                  where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    and d.objid = c.oid and d.deptype = 'e')
            group by 1, 2, 3 order by 1, 2\
            """;

    private static final String PLACE =
            """
            select pg_catalog.current_database()::text,
                exists (select from pg_catalog.pg_roles where rolname = ?),
                coalesce((select o.rolname::text from pg_catalog.pg_namespace n
                    join pg_catalog.pg_roles o on o.oid = n.nspowner where n.nspname = ?), '')\
            """;

    /// What one role owns in one schema.
    private record Owned(String schema, String owner, boolean superuser, List<String> tables) {
        static Owned read(ResultSet row) throws SQLException {
            return new Owned(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    List.of((String[]) row.getArray(4).getArray()));
        }
    }

    private record Place(String database, boolean roleExists, String recordsOwner) {
        static Place read(ResultSet row) throws SQLException {
            return new Place(row.getString(1), row.getBoolean(2), row.getString(3));
        }
    }

    private final LiveDatabase live;
    private final String grantee;
    private final Place place;
    private final List<Owned> owned;
    private final List<String> lines = new ArrayList<>();

    private LeastRights(LiveDatabase live, String grantee) throws SQLException {
        String records = live.target().recordSchema();
        this.live = live;
        this.grantee = grantee;
        this.place = live.rows(PLACE, Place::read, grantee, records).getFirst();
        this.owned = live.rows(OWNED, Owned::read, records);
    }

    /// The SQL, line by line; an administrator runs it.
    ///
    /// @param grantee who gets the rights; need not exist yet
    public static List<String> sql(LiveDatabase live, String grantee) throws SQLException {
        return new LeastRights(live, grantee).write();
    }

    private List<String> write() {
        lines.add("-- The least rights of a role for Backout, on this database as it is now.");
        lines.add("-- An administrator runs it: backout doctor --grants ROLE | psql URL");
        if (!place.roleExists()) {
            add("CREATE ROLE %s LOGIN;  -- and give it a password".formatted(role(grantee)));
        }
        addReading();
        addRunning();
        return lines;
    }

    private void addReading() {
        lines.add("");
        lines.add("-- status, plan, doctor: these read. check needs no rights here at all.");
        add(
                "GRANT CONNECT ON DATABASE %s TO %s;"
                        .formatted(quote(place.database()), role(grantee)));
        lines.add("-- Grants on single tables would be drift: no migration makes them.");
        add("GRANT pg_read_all_data TO %s;".formatted(role(grantee)));
        lines.add("-- Who blocks whom, and how far replicas are behind; Backout works without it.");
        add("GRANT pg_monitor TO %s;".formatted(role(grantee)));
    }

    private void addRunning() {
        lines.add("");
        lines.add("-- run, unbar: these change. A role that only plans does without the rest.");
        owned.stream()
                .filter(one -> !one.superuser() && !one.owner().equals(grantee))
                .map(Owned::owner)
                .distinct()
                .forEach(owner -> add("GRANT %s TO %s;".formatted(role(owner), role(grantee))));
        owned.stream().filter(Owned::superuser).forEach(this::addSuperuser);
        addRecords();
        lines.add("-- To end a session that blocks a run, on request only.");
        add("GRANT pg_signal_backend TO %s;".formatted(role(grantee)));
    }

    /// Only as a comment: whom these tables should belong to is for people to say.
    private void addSuperuser(Owned one) {
        if (one.owner().equals(grantee) || one.tables().isEmpty()) {
            return;
        }
        add(
                "-- %s is a superuser. To let runs alter what it owns, give it away:"
                        .formatted(role(one.owner())));
        String heir =
                owned.stream()
                        .filter(other -> !other.superuser() && other.schema().equals(one.schema()))
                        .map(Owned::owner)
                        .findFirst()
                        .orElse(grantee);
        for (String table : one.tables()) {
            add(
                    "-- ALTER TABLE %s OWNER TO %s;"
                            .formatted(dotted(List.of(one.schema(), table)), role(heir)));
        }
    }

    private void addRecords() {
        String schema = live.target().recordSchema();
        String owner = place.recordsOwner();
        if (owner.isEmpty()) {
            add("-- The first run makes schema %s.".formatted(quote(schema)));
            add(
                    "GRANT CREATE ON DATABASE %s TO %s;"
                            .formatted(quote(place.database()), role(grantee)));
        } else if (!owner.equals(grantee)) {
            lines.add("-- The records of runs belong to who ran first.");
            add("GRANT %s TO %s;".formatted(role(owner), role(grantee)));
        }
    }

    /// A name with a line break stays inside its quotes, but must not end a comment.
    private void add(String line) {
        lines.add(line.startsWith("-- ") ? line.replaceAll("[\\r\\n]", "?") : line);
    }
}
