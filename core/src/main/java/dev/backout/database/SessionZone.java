package dev.backout.database;

import java.sql.Connection;
import java.sql.SQLException;

/// The time zone that a session has whose client names none, as the clients of migration tools do.
/// The driver names that of its own process, so that `reset` would lead to the wrong one, and a
/// value that is converted between a type with a time zone and one without would move.
///
/// @param name as the server takes it
/// @param source where it is known from
public record SessionZone(String name, Source source) {
    /// The setting of our own that holds what the options of the address say: the driver's own
    /// overrides it at the start of the session.
    static final String GIVEN = "backout.time_zone";

    /// Where a time zone is known from. The server's configuration cannot be read with ordinary
    /// rights once a client named another zone; the zone of the server's log is what the same
    /// configuration nearly always says of both.
    public enum Source {
        ADDRESS("the options of the database URL"),
        ROLE("a setting of the role or the database"),
        LOG("that of the server's log: another one of its sessions cannot be seen");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /// For people.
        public String words() {
            return words;
        }
    }

    /// Settings by who begins the session and where, as the server ranks them (manual, 20.1.3
    /// "Parameter Interaction via the Configuration File", and ALTER ROLE).
    private static final String FOUND =
            """
            select zone, source
            from (
                select pg_catalog.current_setting('%s', true) as zone, 'ADDRESS' as source, 1 as rank
                union all
                select pg_catalog.substr(one, pg_catalog.strpos(one, '=') + 1), 'ROLE',
                    case when s.setrole <> 0 and s.setdatabase <> 0 then 2
                        when s.setrole <> 0 then 3
                        when s.setdatabase <> 0 then 4 else 5 end
                from pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) one
                where s.setrole in (0, (select oid from pg_catalog.pg_roles
                                        where rolname = session_user))
                  and s.setdatabase in (0, (select oid from pg_catalog.pg_database
                                            where datname = pg_catalog.current_database()))
                  and pg_catalog.lower(one) like 'timezone=%%'
                union all
                select pg_catalog.current_setting('log_timezone'), 'LOG', 6) as found
            where zone <> '' order by rank limit 1\
            """
                    .formatted(GIVEN);

    /// Finds it.
    ///
    /// @param connection whose login it is
    public static SessionZone of(Connection connection) throws SQLException {
        SessionZone zone =
                Sql.first(
                        connection,
                        FOUND,
                        row ->
                                new SessionZone(
                                        row.getString("zone"),
                                        Source.valueOf(row.getString("source"))));
        if (zone == null) {
            throw new SQLException("the server has no time zone for its log");
        }
        return zone;
    }

    /// Gives it to the session.
    ///
    /// @param local until the transaction ends
    public void enter(Connection connection, boolean local) throws SQLException {
        enter(connection, name, local);
    }

    /// Gives a session a time zone.
    ///
    /// @param local until the transaction ends
    public static void enter(Connection connection, String zone, boolean local)
            throws SQLException {
        Sql.first(
                connection,
                "select pg_catalog.set_config('TimeZone', ?, ?)",
                row -> row.getString(1),
                zone,
                local);
    }
}
