package dev.backout.vault;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;

/// The lock of a session that says who works at a copy.
final class WarmLock {
    /// Ours among the keys of advisory locks; the OID of a table and the number of a column follow.
    private static final long OURS = 0xBAC0L;

    private static final int TABLE_SHIFT = 12;
    private static final int OURS_SHIFT = 44;

    private WarmLock() {}

    static long key(long table, int column) {
        return OURS << OURS_SHIFT | table << TABLE_SHIFT | column;
    }

    /// Who holds it, as ` (process 4711)`; empty when nobody does.
    static String by(Connection connection, long key) throws SQLException {
        String holder =
                Sql.first(
                        connection,
                        """
                        select ' (process ' || pid || ')' from pg_catalog.pg_locks
                        where locktype = 'advisory' and objsubid = 1 and granted
                            and classid::bigint = ? and objid::bigint = ?\
                        """,
                        row -> row.getString(1),
                        key >> Integer.SIZE,
                        key & 0xFFFF_FFFFL);
        return holder == null ? "" : holder;
    }
}
