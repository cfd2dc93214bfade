package dev.backout.vault;

import dev.backout.database.GentleLock;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Short transactions that lock tables which others use. Between two tries nothing is locked, so
/// whoever queued behind us gets on.
///
/// @param own a session of ours, in autocommit mode
/// @param lockTimeout how long one try may keep others waiting
record Patience(Connection own, Duration lockTimeout) {
    private static final int TRIES = 10;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /// Tries until there is a lock.
    ///
    /// @param what is done, for messages
    /// @param tables which it locks, as SQL
    /// @throws BackoutException `locked` when others use the table all the time
    <T> T run(String what, List<String> tables, Transactions.Work<T> work) throws SQLException {
        for (int number = 1; ; number++) {
            try {
                return Transactions.run(
                        own,
                        () -> {
                            Sql.execute(
                                    own,
                                    "set local lock_timeout = %d; set local search_path = pg_catalog"
                                            .formatted(lockTimeout.toMillis()));
                            GentleLock.take(own, tables, lockTimeout);
                            return work.run();
                        });
            } catch (SQLException e) {
                if (!ServerFailure.of(e).passing()) {
                    throw SqlFailure.of(ErrorCode.STEP_FAILED, what + " failed", e);
                }
                if (number == TRIES) {
                    throw new BackoutException(
                            ErrorCode.LOCKED,
                            "%s had no lock in %d tries: others use the table all the time"
                                    .formatted(what, TRIES),
                            List.of("nothing of the migration was done; try again later"),
                            e);
                }
                pause(number);
            }
        }
    }

    /// Half of it is chance, so that two who wait for each other part.
    private void pause(int number) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, 20 * lockTimeout.toMillis());
        long half = Math.min(longest, 20L << number) / 2;
        try {
            Thread.sleep(half + ThreadLocalRandom.current().nextLong(half + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "interrupted between two tries to lock a table",
                    List.of("nothing of the migration was done"),
                    e);
        }
    }
}
