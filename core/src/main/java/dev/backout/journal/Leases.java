package dev.backout.journal;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;
import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;

/// Takes leases, and tells who has one. Times are the server's: a clock of ours that jumps changes
/// nothing, and when the server's does, a lease counts as expired rather than as eternal.
///
/// @param records where the lease is kept
/// @param connections opens sessions, in autocommit mode
/// @param operator who takes it
/// @param process which process of theirs, for people
/// @param length how long a lease holds that nobody renews
public record Leases(
        RecordSchema records,
        Supplier<Connection> connections,
        Operator operator,
        String process,
        Duration length) {
    /// How long a lease holds that nobody renews, when nobody says otherwise.
    public static final Duration USUAL = Duration.ofSeconds(15);

    /// How long a session of a process that died may need to notice.
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /// What a session of ours calls itself while it carries out a run.
    public static String application(String run) {
        return "backout " + run;
    }

    /// Takes the lease, and makes the records when there are none. A process that is gone, or did
    /// not renew it in time, loses it: its sessions are ended.
    ///
    /// @param pids our sessions that do the steps
    /// @throws BackoutException `locked`, with who holds it
    public Lease take(String run, List<Integer> pids) {
        Connection keeper = connections.get();
        try {
            name(keeper, run);
            if (!lock(keeper)) {
                endExpired(keeper, pids);
            }
            long token = raise(keeper, run, pids);
            return new Lease(records, keeper, run, token, length);
        } catch (SQLException e) {
            throw closed(keeper, notTaken(e));
        } catch (RuntimeException e) {
            throw closed(keeper, e);
        }
    }

    /// Whoever finds a process that sleeps at this very place ends its session, too.
    private static BackoutException notTaken(SQLException cause) {
        BackoutException failure =
                SqlFailure.of(ErrorCode.LOCKED, "taking the lease of the run failed", cause);
        return failure.code() != ErrorCode.DATABASE_UNREACHABLE
                ? failure
                : new BackoutException(
                        ErrorCode.LOCKED,
                        failure.getMessage()
                                + "; our session was ended, by the server or by another run while"
                                + " this process slept; nothing was changed",
                        List.of("backout runs tells who is at work; then try again"),
                        cause);
    }

    /// Who holds the lease; null when nobody does.
    public @Nullable Holder holder(Connection connection) throws SQLException {
        if (!records.journalled(connection)) {
            return null;
        }
        return Sql.first(
                connection,
                """
                select run, operator, ci, process, pids, since,
                    extract(epoch from pg_catalog.clock_timestamp() - renewed_at)::int8 as silent,
                    expires_at < pg_catalog.clock_timestamp()
                        or renewed_at > pg_catalog.clock_timestamp() + interval '1 minute' as expired
                from %s.lease where run is not null\
                """
                        .formatted(records.sql()),
                Leases::holder);
    }

    /// Whether the process that holds the lease has its session still.
    public boolean alive(Connection connection) throws SQLException {
        return Sql.ask(
                connection,
                """
                select exists (select 1 from pg_catalog.pg_locks
                    where locktype = 'advisory' and granted and objsubid = 1
                      and classid = ? and objid = ?
                      and database = (select oid from pg_catalog.pg_database
                                      where datname = pg_catalog.current_database()))\
                """,
                RunKeys.RUN >>> 32,
                RunKeys.RUN & 0xFFFFFFFFL);
    }

    static int renew(RecordSchema records, Connection keeper, long token, Duration length)
            throws SQLException {
        return Sql.update(
                keeper,
                """
                update %s.lease set renewed_at = pg_catalog.clock_timestamp(),
                    expires_at = pg_catalog.clock_timestamp() + ? * interval '1 millisecond'
                where token = ?\
                """
                        .formatted(records.sql()),
                length.toMillis(),
                token);
    }

    /// Gives a session the name by which a later process finds it.
    static void name(Connection connection, String run) throws SQLException {
        Sql.first(
                connection,
                "select pg_catalog.set_config('application_name', ?, false)",
                row -> row.getString(1),
                application(run));
    }

    private static boolean lock(Connection keeper) throws SQLException {
        return Sql.ask(keeper, "select pg_catalog.pg_try_advisory_lock(?)", RunKeys.RUN);
    }

    /// Another process is alive, or frozen. One that still renews is left alone.
    private void endExpired(Connection keeper, List<Integer> pids) throws SQLException {
        Holder holder = holder(keeper);
        if (holder != null && !holder.expired()) {
            throw held(holder);
        }
        if (holder != null) {
            end(keeper, holder, pids);
        }
        endSilent(keeper);
        if (!patiently(() -> lock(keeper))) {
            throw held(holder);
        }
    }

    /// A process that was frozen between taking the lock and writing down that it has it would keep
    /// everybody out for as long as it sleeps.
    private void endSilent(Connection keeper) throws SQLException {
        Sql.list(
                keeper,
                Resource.text(Leases.class, "end-silent.sql"),
                row -> row.getBoolean(1),
                RunKeys.RUN >>> 32,
                RunKeys.RUN & 0xFFFFFFFFL,
                length.toMillis());
    }

    private long raise(Connection keeper, String run, List<Integer> pids) throws SQLException {
        return Transactions.run(
                keeper,
                () -> {
                    records.ensure(keeper);
                    insistOnNoStep(keeper, pids);
                    Long token = Sql.first(keeper, taking(), row -> row.getLong(1), row(run, pids));
                    if (token == null) {
                        throw new IllegalStateException("the lease has no row");
                    }
                    return token;
                });
    }

    /// The step of a process that died may still be under way on the server.
    private void insistOnNoStep(Connection keeper, List<Integer> pids) throws SQLException {
        Holder holder = holder(keeper);
        if (holder != null && holder.expired()) {
            end(keeper, holder, pids);
        }
        if (!patiently(
                () ->
                        Sql.ask(
                                keeper,
                                "select pg_catalog.pg_try_advisory_xact_lock(?)",
                                RunKeys.STEP))) {
            throw held(holder);
        }
    }

    /// Only sessions of that very run, since a number may belong to somebody else by now; and not
    /// ours, which bear its name already.
    private static void end(Connection keeper, Holder holder, List<Integer> ours)
            throws SQLException {
        Sql.list(
                keeper,
                """
                select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
                where application_name = ? and pid <> pg_catalog.pg_backend_pid()
                  and pid <> all (?::int4[])\
                """,
                row -> row.getBoolean(1),
                application(holder.run()),
                numbers(ours));
    }

    private String taking() {
        return """
        update %s.lease set token = token + 1, run = ?, operator = ?, ci = ?, process = ?,
            pids = ?::int4[], since = pg_catalog.clock_timestamp(),
            renewed_at = pg_catalog.clock_timestamp(),
            expires_at = pg_catalog.clock_timestamp() + ? * interval '1 millisecond'
        returning token\
        """
                .formatted(records.sql());
    }

    private @Nullable Object[] row(String run, List<Integer> pids) {
        return new @Nullable Object[] {
            run, operator.person(), operator.ci(), process, numbers(pids), length.toMillis()
        };
    }

    private static List<String> numbers(List<Integer> pids) {
        return pids.stream().map(String::valueOf).toList();
    }

    private static Holder holder(ResultSet row) throws SQLException {
        Array pids = row.getArray("pids");
        return new Holder(
                row.getString("run"),
                new Operator(row.getString("operator"), row.getString("ci")),
                row.getString("process"),
                List.of((Integer[]) pids.getArray()),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                Duration.ofSeconds(row.getLong("silent")),
                row.getBoolean("expired"));
    }

    /// What a second process is told.
    public static BackoutException held(@Nullable Holder holder) {
        return BackoutException.of(
                ErrorCode.LOCKED,
                holder == null
                        ? "another run of Backout is just beginning or ending on this database;"
                                + " nothing was changed"
                        : "run %s is under way on this database: %s; nothing was changed"
                                .formatted(holder.run(), holder.text()),
                holder == null
                        ? "try again in a moment; backout runs lists all runs"
                        : "backout runs %s shows how far it is".formatted(holder.run()));
    }

    /// A question that may be answered with yes in a moment.
    private interface Question {
        boolean ask() throws SQLException;
    }

    private static boolean patiently(Question question) throws SQLException {
        long end = System.nanoTime() + ENDING.toNanos();
        boolean yes = question.ask();
        while (!yes && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            yes = question.ask();
        }
        return yes;
    }

    private static RuntimeException closed(Connection keeper, RuntimeException reason) {
        try {
            keeper.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }
}
