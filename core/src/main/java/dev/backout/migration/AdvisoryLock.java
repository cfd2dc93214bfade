package dev.backout.migration;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The lock that a migration tool holds while it works: a session-level advisory lock with a number
/// that stands in the tool's source.
public final class AdvisoryLock implements ToolLock {
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
            """;

    private final Connection connection;
    private final Key key;

    private AdvisoryLock(Connection connection, Key key) {
        this.connection = connection;
        this.key = key;
    }

    /// Which lock it is.
    ///
    /// @param number what stands in the tool's source
    /// @param tool the tool's name
    /// @param code what the tool itself calls its giving up, in parentheses behind a space, or
    ///   empty
    public record Key(long number, String tool, String code) {}

    /// Waits by asking again: a waiting `pg_advisory_lock` would leave a queued request behind when
    /// this process is killed, and needs a time limit of the session's.
    ///
    /// @param patience how long to wait for somebody who holds it
    /// @throws BackoutException `locked` with who holds it
    public static AdvisoryLock take(Connection connection, Key key, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!ask(connection, key, "pg_try_advisory_lock")) {
                if (System.nanoTime() >= deadline) {
                    throw held(connection, key, patience);
                }
                Thread.sleep(PAUSE);
            }
            return new AdvisoryLock(connection, key);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.LOCKED, "taking %s's lock failed".formatted(key.tool()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.LOCKED,
                    "interrupted while waiting for %s's lock".formatted(key.tool()),
                    List.of(),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                ask(connection, key, "pg_advisory_unlock");
            }
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.LOCKED, "releasing %s's lock failed".formatted(key.tool()), e);
        }
    }

    private static boolean ask(Connection connection, Key key, String function)
            throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery(
                                "select pg_catalog.%s(%d)".formatted(function, key.number()))) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /// Who holds it: process, application, since when it is connected.
    ///
    /// @throws BackoutException when the server does not say
    public static List<String> holders(Connection connection, Key key) {
        try {
            return asked(connection, key);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.LOCKED,
                    "looking who holds %s's lock failed".formatted(key.tool()),
                    e);
        }
    }

    private static List<String> asked(Connection connection, Key key) throws SQLException {
        List<String> holders = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                HOLDERS.formatted(
                                        key.number() >>> 32, key.number() & 0xFFFFFFFFL))) {
            while (found.next()) {
                holders.add(
                        "pid %d (%s)%s"
                                .formatted(
                                        found.getInt(1), found.getString(2), found.getString(3)));
            }
        }
        return holders;
    }

    private static BackoutException held(Connection connection, Key key, Duration patience)
            throws SQLException {
        List<String> holders = asked(connection, key);
        String who =
                holders.isEmpty() ? "a session that has just ended" : String.join(", ", holders);
        return BackoutException.of(
                ErrorCode.LOCKED,
                "%s's migration lock is held by %s; gave up after %d s%s, nothing was changed"
                        .formatted(key.tool(), who, patience.toSeconds(), key.code()),
                "a deployment is under way: wait for it to end, or stop it, and try again");
    }
}
