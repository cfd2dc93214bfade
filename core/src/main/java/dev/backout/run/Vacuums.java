package dev.backout.run;

import dev.backout.database.GentleLock;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

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

    /// No lock, and no right to it: whoever vacuums there goes on.
    private static final Set<String> NOT_HAD = Set.of("55P03", "42501", "40P01");

    private Vacuums() {}

    /// Ends those of these sessions that vacuum automatically, as far as they do. Nobody else has
    /// to wait meanwhile; it takes a little longer than `deadlock_timeout`.
    ///
    /// @param own a session of ours in autocommit mode
    /// @param blockers who was in the way
    /// @param patience how long a lock is waited for otherwise
    /// @return whether the tables of one of them are free now
    public static boolean giveWay(Connection own, List<Blocker> blockers, Duration patience)
            throws SQLException {
        List<String> tables =
                Sql.list(
                        own,
                        VACUUMED,
                        row ->
                                "only "
                                        + Identifiers.dotted(
                                                List.of(row.getString(1), row.getString(2))),
                        blockers.stream().map(one -> String.valueOf(one.pid())).toList());
        if (tables.isEmpty()) {
            return false;
        }
        try {
            return Transactions.run(
                    own,
                    () -> {
                        GentleLock.take(own, tables, patience);
                        return true;
                    });
        } catch (SQLException e) {
            if (NOT_HAD.contains(String.valueOf(e.getSQLState()))) {
                return false;
            }
            throw e;
        }
    }
}
