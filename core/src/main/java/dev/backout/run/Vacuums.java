package dev.backout.run;

import dev.backout.database.GentleLock;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.schema.Identifiers;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Has automatic vacuums give way, where it is known only afterwards what they kept locked.
public final class Vacuums {
    private static final String VACUUMED =
            """
            select distinct n.nspname, c.relname
            from pg_catalog.pg_locks l
            join pg_catalog.pg_class c on c.oid = l.relation
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where l.pid = any (?::int4[]) and l.locktype = 'relation' and l.granted
              and l.mode = 'ShareUpdateExclusiveLock' and c.relkind in ('r', 'p')
              and l.database = (select oid from pg_catalog.pg_database
                                where datname = pg_catalog.current_database())\
            """;

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Vacuums() {}

    /// Ends those of these sessions that vacuum automatically, as far as they do. Nobody else has
    /// to wait meanwhile; it takes a little longer than `deadlock_timeout`.
    ///
    /// @param own a session of ours in autocommit mode
    /// @param blockers who was in the way
    /// @param patience how long a lock is waited for otherwise
    /// @return whether the tables of one of them are free now; not, either, where there is no right
    ///   to lock them, or the session has ended
    public static boolean giveWay(Connection own, List<Blocker> blockers, Duration patience)
            throws SQLException {
        try {
            return Transactions.run(own, () -> free(own, vacuumed(own, blockers), patience));
        } catch (SQLException e) {
            ServerFailure failure = ServerFailure.of(e);
            if (failure.passing()
                    || failure.connectionLost()
                    || INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean free(Connection own, List<String> tables, Duration patience)
            throws SQLException {
        Sql.execute(own, "set local search_path = pg_catalog, pg_temp");
        GentleLock.take(own, tables, patience);
        return !tables.isEmpty();
    }

    private static List<String> vacuumed(Connection own, List<Blocker> blockers)
            throws SQLException {
        return Sql.list(
                own,
                VACUUMED,
                row -> "only " + Identifiers.dotted(List.of(row.getString(1), row.getString(2))),
                blockers.stream().map(one -> String.valueOf(one.pid())).toList());
    }
}
