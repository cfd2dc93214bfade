package dev.backout.journal;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The right to carry out a run, as long as it is held and renewed. One process has it at a time.
///
/// Two things hold it: an advisory lock of a session, which goes with the process, and a row that
/// is renewed, which tells others who it is and lets them take over from a process that is frozen.
/// What makes it safe is the token: it rises with every owner, and every step looks, under a lock
/// that the next owner needs too, whether the token is still its own. So a process that wakes up
/// late commits nothing.
///
/// Safe for several threads; closing it releases it.
public final class Lease implements AutoCloseable {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final RecordSchema records;
    private final Connection keeper;
    private final String run;
    private final long token;
    private final Duration length;
    private final ReentrantLock turn = new ReentrantLock();
    private final Thread renewing;
    private volatile boolean open = true;
    private volatile @Nullable String lost;

    Lease(RecordSchema records, Connection keeper, String run, long token, Duration length) {
        this.records = records;
        this.keeper = keeper;
        this.run = run;
        this.token = token;
        this.length = length;
        this.renewing = Thread.ofVirtual().name("backout-lease").unstarted(this::renewing);
        renewing.start();
    }

    /// The run that it is for.
    public String run() {
        return run;
    }

    /// Stops when the lease went to somebody else. To be called inside the transaction of a step:
    /// until that ends, nobody can take the lease.
    ///
    /// @throws BackoutException `lease-lost`
    public void insist(Connection connection) throws SQLException {
        // A session of ours that just died may hold it until the server notices.
        Pipeline asked =
                new Pipeline(connection)
                        .run("set local lock_timeout = '5s'")
                        .run("select pg_catalog.pg_advisory_xact_lock(?)", RunKeys.STEP);
        List<Long> tokens = asked.list(token(), row -> row.getLong(1));
        try {
            asked.send();
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw gone("somebody is taking it over", null);
            }
            throw e;
        }
        insistOnToken(tokens);
    }

    /// As [#insist], for a step that refuses a transaction: holds until the result is closed.
    public Hold hold(Connection connection) throws SQLException {
        if (!Sql.ask(connection, "select pg_catalog.pg_try_advisory_lock(?)", RunKeys.STEP)) {
            throw gone("somebody is taking it over", null);
        }
        insistOnToken(tokens(connection));
        return () -> {
            if (!connection.isClosed()) {
                Sql.ask(connection, "select pg_catalog.pg_advisory_unlock(?)", RunKeys.STEP);
            }
        };
    }

    /// Nobody takes the lease while this is open.
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /// One transaction of the lease's own session, for lines of the journal that belong to no step
    /// of SQL. It commits only while the lease is ours.
    ///
    /// @throws BackoutException `lease-lost`
    public void write(Writing writing) throws SQLException {
        turn.lock();
        try {
            Transactions.run(
                    keeper,
                    () -> {
                        insist(keeper);
                        writing.write(keeper);
                        return 0;
                    });
        } finally {
            turn.unlock();
        }
    }

    /// What is written in one transaction.
    @FunctionalInterface
    public interface Writing {
        /// Writes.
        void write(Connection connection) throws SQLException;
    }

    /// Why the lease is not ours any more, or null.
    public @Nullable String lost() {
        return lost;
    }

    /// Gives the lease back. When the session is gone there is nothing to give.
    @Override
    public void close() {
        open = false;
        renewing.interrupt();
        turn.lock();
        try (keeper) {
            if (lost == null && !keeper.isClosed()) {
                Sql.update(
                        keeper,
                        """
                        update %s.lease set run = null, operator = null, ci = null, process = null,
                            pids = null, since = null, renewed_at = null, expires_at = null
                        where token = ?\
                        """
                                .formatted(records.sql()),
                        token);
            }
        } catch (SQLException e) {
            // Whoever comes next sees that nobody holds the lock and takes what is left.
            lost = SqlFailure.text(e);
        } finally {
            turn.unlock();
        }
    }

    /// Whether somebody else has taken it since. Asked in another session: whoever takes it ends
    /// ours.
    public boolean taken(Connection connection) throws SQLException {
        return !tokens(connection).equals(List.of(token));
    }

    private List<Long> tokens(Connection connection) throws SQLException {
        return Sql.list(connection, token(), row -> row.getLong(1));
    }

    private String token() {
        return "select token from %s.lease".formatted(records.sql());
    }

    /// What the process is told whose lease somebody has taken.
    public BackoutException takenOver(Throwable cause) {
        return gone("somebody took it over", cause);
    }

    private void insistOnToken(List<Long> tokens) {
        if (!tokens.equals(List.of(token))) {
            throw gone("somebody took it over", null);
        }
    }

    private BackoutException gone(String why, @Nullable Throwable cause) {
        lost = why;
        return new BackoutException(
                ErrorCode.LEASE_LOST,
                "run %s is no longer ours: %s; what was under way is undone".formatted(run, why),
                List.of("backout runs %s tells how far it is".formatted(run)),
                cause);
    }

    private void renewing() {
        while (open) {
            try {
                Thread.sleep(length.dividedBy(3));
                renew();
            } catch (InterruptedException e) {
                return;
            } catch (SQLException e) {
                lost = SqlFailure.text(e);
                return;
            }
        }
    }

    private void renew() throws SQLException {
        turn.lock();
        try {
            if (open && Leases.renew(records, keeper, token, length) == 0) {
                lost = "somebody took it over";
                open = false;
            }
        } finally {
            turn.unlock();
        }
    }
}
