package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Keeps batches short, with rests between them, and waits for replicas that fall behind. For one
/// thread.
public final class Throttle {
    private static final int FEWEST = 100;
    private static final int MOST = 200_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration WAIT = Duration.ofMillis(500);

    /// Null for a role that may not see replicas.
    private static final String BEHIND =
            """
            select pg_catalog.max(pg_catalog.pg_wal_lsn_diff(
                pg_catalog.pg_current_wal_lsn(), replay_lsn))
            from pg_catalog.pg_stat_replication\
            """;

    private final WarmSettings settings;
    private int rows;
    private long looked = System.nanoTime();

    /// @param settings how large batches are, and how long the rests
    public Throttle(WarmSettings settings) {
        this.settings = settings;
        this.rows = settings.rows();
    }

    /// How many rows the next batch should have.
    public int rows() {
        return rows;
    }

    /// Others had locked rows of a batch: the next one has half as many.
    public void giveWay() {
        rows = Math.max(Math.min(FEWEST, settings.rows()), rows / 2);
    }

    /// Rests after a batch.
    ///
    /// @param own a session of ours in autocommit mode
    /// @param took how long the batch took
    /// @throws BackoutException `step-failed` when it is interrupted
    public void rest(Connection own, Duration took) throws SQLException {
        adapt(took);
        pause(took.multipliedBy(settings.rest()).dividedBy(100));
        if (System.nanoTime() - looked > LOOK_MILLIS * 1_000_000) {
            while (behind(own) > settings.lag()) {
                pause(WAIT);
            }
            looked = System.nanoTime();
        }
    }

    /// At most twice as many, at least half as many.
    private void adapt(Duration took) {
        double factor = (double) settings.batch().toNanos() / Math.max(1, took.toNanos());
        double next = rows * Math.clamp(factor, 0.5, 2.0);
        rows = (int) Math.clamp(next, Math.min(FEWEST, settings.rows()), MOST);
    }

    private static long behind(Connection own) throws SQLException {
        Long bytes = Sql.first(own, BEHIND, row -> row.getLong(1));
        return bytes == null ? 0 : bytes;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "interrupted between two batches",
                    List.of("what is done so far stays; the same command goes on with it"),
                    e);
        }
    }
}
