package dev.backout.doctor.live;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// What one question tells about a session and its server.
///
/// @param version as the server writes it
/// @param role who is logged in
/// @param seesOthers whether the role sees what other roles' sessions do
/// @param signals whether it may end other roles' sessions
/// @param standby whether the server replays what another one writes
/// @param readOnly whether transactions are read-only unless they ask otherwise
/// @param local whether the server is on this machine: a Unix socket, or the loopback address
/// @param encrypted whether the session is
/// @param statementTimeout when a statement is cancelled; empty for never
/// @param limit how many sessions an ordinary role can have at once, all roles together
/// @param sessions how many there are
/// @param roleLimit how many sessions this role may have; negative for any number
/// @param databaseLimit how many sessions the database may have; negative for any number
/// @param databaseSessions how many it has
/// @param size of the database in bytes; negative when the role may not know
/// @param synchronous the standbys that a commit waits for, as the setting says; empty for none
/// @param ahead by how much the server's clock is ahead of ours
/// @param pooled whether the session's process is another one than the one we logged in to
public record ServerFacts(
        String version,
        String role,
        boolean seesOthers,
        boolean signals,
        boolean standby,
        boolean readOnly,
        boolean local,
        boolean encrypted,
        String statementTimeout,
        int limit,
        int sessions,
        int roleLimit,
        int databaseLimit,
        int databaseSessions,
        long size,
        String synchronous,
        Duration ahead,
        boolean pooled) {
    private static final String SQL =
            """
            select pg_catalog.current_setting('server_version'), current_user::text,
                pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'),
                pg_catalog.pg_has_role('pg_signal_backend', 'USAGE') or r.rolsuper,
                pg_catalog.pg_is_in_recovery(),
                pg_catalog.current_setting('default_transaction_read_only') = 'on',
                coalesce(pg_catalog.inet_server_addr() << '127.0.0.0/8'
                    or pg_catalog.inet_server_addr() = '::1', true),
                coalesce((select ssl from pg_catalog.pg_stat_ssl
                    where pid = pg_catalog.pg_backend_pid()), false),
                pg_catalog.current_setting('statement_timeout'),
                pg_catalog.current_setting('max_connections')::int
                    - pg_catalog.current_setting('superuser_reserved_connections')::int
                    - coalesce(
                        pg_catalog.current_setting('reserved_connections', true), '0')::int,
                (select pg_catalog.sum(numbackends) from pg_catalog.pg_stat_database),
                r.rolconnlimit, d.datconnlimit,
                (select numbackends from pg_catalog.pg_stat_database where datid = d.oid),
                case when pg_catalog.has_database_privilege(d.oid, 'CONNECT')
                    then pg_catalog.pg_database_size(d.oid) else -1 end,
                case when pg_catalog.current_setting('synchronous_commit') in ('off', 'local')
                    then '' else pg_catalog.current_setting('synchronous_standby_names') end,
                pg_catalog.clock_timestamp(), pg_catalog.pg_backend_pid()
            from pg_catalog.pg_roles r, pg_catalog.pg_database d
            where r.rolname = current_user and d.datname = pg_catalog.current_database()\
            """;

    static ServerFacts read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            Instant asked = Instant.now();
            try (ResultSet row = statement.executeQuery(SQL)) {
                Instant answered = Instant.now();
                if (!row.next()) {
                    throw new SQLException("the server does not know the role that is logged in");
                }
                Instant between = asked.plus(Duration.between(asked, answered).dividedBy(2));
                return facts(row, between, connection.unwrap(PGConnection.class).getBackendPID());
            }
        }
    }

    private static ServerFacts facts(ResultSet row, Instant ours, int process) throws SQLException {
        return new ServerFacts(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getString(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getInt(13),
                row.getInt(14),
                row.getLong(15),
                row.getString(16),
                Duration.between(ours, row.getObject(17, OffsetDateTime.class).toInstant()),
                row.getInt(18) != process);
    }
}
