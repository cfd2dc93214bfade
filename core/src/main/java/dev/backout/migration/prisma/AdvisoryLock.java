package dev.backout.migration.prisma;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.ToolLock;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The lock that `migrate deploy` and `migrate resolve` hold while they work: a session-level
/// advisory lock with the number that stands in Prisma's source.
final class AdvisoryLock implements ToolLock {
    static final long KEY = 72_707_369L;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String HOLDERS =
            """
            select l.pid, coalesce(nullif(a.application_name, ''), 'an unnamed application'),
                coalesce(
                    pg_catalog.to_char(
                        a.backend_start at time zone 'UTC',
                        '", connected since "YYYY-MM-DD HH24:MI:SS" UTC"'),
                    '')
            from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.classid = %d and l.objid = %d
              and l.database = (select oid from pg_catalog.pg_database
                                where datname = pg_catalog.current_database())\
            """
                    .formatted(KEY >>> 32, KEY & 0xFFFFFFFFL);

    private final Connection connection;

    private AdvisoryLock(Connection connection) {
        this.connection = connection;
    }

    /// Waits by asking again: a waiting `pg_advisory_lock` would leave a queued request behind when
    /// this process is killed, and needs a time limit of the session's.
    static AdvisoryLock take(Connection connection, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!ask(connection, "pg_try_advisory_lock")) {
                if (System.nanoTime() >= deadline) {
                    throw held(connection, patience);
                }
                Thread.sleep(PAUSE);
            }
            return new AdvisoryLock(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.LOCKED, "taking Prisma's lock failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.LOCKED, "interrupted while waiting for Prisma's lock", List.of(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                ask(connection, "pg_advisory_unlock");
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.LOCKED, "releasing Prisma's lock failed", e);
        }
    }

    private static boolean ask(Connection connection, String function) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery(
                                "select pg_catalog.%s(%d)".formatted(function, KEY))) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /// Who holds it: process, application, since when it is connected.
    static List<String> holders(Connection connection) throws SQLException {
        List<String> holders = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(HOLDERS)) {
            while (found.next()) {
                holders.add(
                        "pid %d (%s)%s"
                                .formatted(
                                        found.getInt(1), found.getString(2), found.getString(3)));
            }
        }
        return holders;
    }

    private static BackoutException held(Connection connection, Duration patience)
            throws SQLException {
        List<String> holders = holders(connection);
        String who =
                holders.isEmpty() ? "a session that has just ended" : String.join(", ", holders);
        return BackoutException.of(
                ErrorCode.LOCKED,
                "Prisma's migration lock is held by %s; gave up after %d s (P1002), nothing was changed"
                        .formatted(who, patience.toSeconds()),
                "a deployment is under way: wait for it to end, or stop it, and try again");
    }
}
