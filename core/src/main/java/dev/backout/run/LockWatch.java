package dev.backout.run;

import dev.backout.database.Sql;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Looks, from a session of its own, who blocks ours, and ends those that may be ended. Closing it
/// ends the looking and waits for the last question to be answered.
public final class LockWatch implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String BLOCKERS =
            """
            select b.pid, coalesce(nullif(a.application_name, ''), 'an unnamed application'),
                coalesce(a.state, ''),
                extract(epoch from pg_catalog.clock_timestamp() - a.query_start)::int8
            from pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) as b (pid)
            left join pg_catalog.pg_stat_activity a on a.pid = b.pid
            order by 1\
            """;

    private final Connection connection;
    private final int watched;
    private final Consumer<RunEvent> listener;
    private final RunSettings settings;
    private final List<Blocker> terminated = new CopyOnWriteArrayList<>();
    private final Set<Integer> tried;
    private final Duration pause;
    private final Thread thread;
    private volatile boolean open = true;
    private volatile List<Blocker> last = List.of();
    private volatile @Nullable SQLException failure;

    private LockWatch(
            Connection connection,
            int watched,
            RunSettings settings,
            Duration pause,
            Set<Integer> tried,
            Consumer<RunEvent> listener) {
        this.tried = tried;
        this.settings = settings;
        this.connection = connection;
        this.watched = watched;
        this.pause = pause;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("backout-lock-watch").unstarted(this::watch);
    }

    /// Begins to look.
    ///
    /// @param connection whoever else uses it meanwhile waits for its answers
    /// @param watched the server process of the session that may have to wait
    /// @param settings how long that one waits, within which it is looked several times; and who
    ///   may be ended
    /// @param tried whose sessions were to be ended by earlier watches; those of this one are added
    public static LockWatch start(
            Connection connection,
            int watched,
            RunSettings settings,
            Set<Integer> tried,
            Consumer<RunEvent> listener) {
        Duration part = settings.lockTimeout().dividedBy(4);
        LockWatch watch =
                new LockWatch(
                        connection,
                        watched,
                        settings,
                        part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE,
                        tried,
                        listener);
        watch.thread.start();
        return watch;
    }

    /// Who was last seen to block; empty when nobody was.
    public List<Blocker> last() {
        return last;
    }

    /// Whose sessions were ended.
    public List<Blocker> terminated() {
        return terminated;
    }

    /// Why nobody could be seen, or null.
    public @Nullable SQLException failure() {
        return failure;
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (var statement = connection.prepareStatement(BLOCKERS)) {
            statement.setInt(1, watched);
            List<Integer> told = List.of();
            while (open) {
                List<Blocker> now = blockers(statement.executeQuery());
                List<Integer> pids = now.stream().map(Blocker::pid).toList();
                if (!now.isEmpty()) {
                    last = now;
                    if (!pids.equals(told)) {
                        listener.accept(new RunEvent.Blocked(now));
                    }
                    terminate(now);
                }
                told = pids;
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (SQLException e) {
            // Only the names of blockers are lost; the run goes on without them.
            failure = e;
        }
    }

    /// Each session once: the age of its query, and with it the blocker, is another at every look.
    private void terminate(List<Blocker> blockers) throws SQLException {
        for (Blocker blocker : blockers) {
            if (settings.terminable(blocker) && tried.add(blocker.pid())) {
                boolean ended = end(blocker.pid());
                if (ended) {
                    terminated.add(blocker);
                }
                listener.accept(new RunEvent.Terminated(blocker, ended));
            }
        }
    }

    /// A role that may not end it goes on looking at it.
    private boolean end(int pid) throws SQLException {
        try {
            return Sql.ask(connection, "select pg_catalog.pg_terminate_backend(?)", pid);
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static List<Blocker> blockers(ResultSet found) throws SQLException {
        try (found) {
            List<Blocker> blockers = new ArrayList<>();
            while (found.next()) {
                long age = found.getLong(4);
                Duration queryAge = found.wasNull() ? null : Duration.ofSeconds(age);
                blockers.add(
                        new Blocker(
                                found.getInt(1), found.getString(2), found.getString(3), queryAge));
            }
            return blockers;
        }
    }
}
