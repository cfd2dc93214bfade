package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Our own lock: one run at a time per database, whatever the migration tool's lock does. It is an
/// advisory lock of the transaction, so that it holds through a pooler and goes with the
/// transaction however that ends.
final class RunLock {
    /// "BACKOUT" in ASCII.
    static final long KEY = 0x4241434B4F5554L;

    private static final String HOLDERS =
            """
            select l.pid, coalesce(nullif(a.application_name, ''), 'an unnamed application'),
                coalesce(
                    pg_catalog.to_char(
                        a.xact_start at time zone 'UTC', '", since "YYYY-MM-DD HH24:MI:SS" UTC"'),
                    '')
            from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.classid = %d and l.objid = %d
              and l.database = (select oid from pg_catalog.pg_database
                                where datname = pg_catalog.current_database())\
            """
                    .formatted(KEY >>> 32, KEY & 0xFFFFFFFFL);

    private RunLock() {}

    /// Stops when another run is under way.
    ///
    /// @throws BackoutException `locked`
    static void insistOnNobody(Connection connection) {
        try {
            List<String> holders = holders(connection);
            if (!holders.isEmpty()) {
                throw held(holders);
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.LOCKED, "looking for other runs failed", e);
        }
    }

    /// Takes the lock until the transaction ends.
    ///
    /// @throws BackoutException `locked`
    static void take(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery(
                                "select pg_catalog.pg_try_advisory_xact_lock(%d)".formatted(KEY))) {
            if (!answer.next() || !answer.getBoolean(1)) {
                throw held(holders(connection));
            }
        }
    }

    private static List<String> holders(Connection connection) throws SQLException {
        List<String> holders = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(HOLDERS)) {
            while (found.next()) {
                holders.add(
                        "pid %d (%s%s)"
                                .formatted(
                                        found.getInt(1), found.getString(2), found.getString(3)));
            }
        }
        return holders;
    }

    private static BackoutException held(List<String> holders) {
        return BackoutException.of(
                ErrorCode.LOCKED,
                "another run of Backout is under way on this database: %s; nothing was changed"
                        .formatted(holders.isEmpty() ? "just ended" : String.join(", ", holders)),
                "wait for it to end; backout runs lists what was done");
    }
}
