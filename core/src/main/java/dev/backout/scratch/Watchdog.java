package dev.backout.scratch;

import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Stops from outside what does not end by itself, or fills the disk: a role can set its own
/// timeouts to zero. First its sessions are ended, then, if that does not help, the server.
final class Watchdog implements AutoCloseable {
    private static final long TICK_MS = 100;
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(5);

    /// The file system may not become fuller than this.
    private static final long LEAST_ROOM = 128L << 20;

    /// Nor may the server itself take more than that, whatever others do there.
    private static final long MOST_GROWTH = 4L << 30;

    /// Why work was stopped for which there is no room, whosever fault that is.
    static final String FULL = "next to nothing is left of its disk";

    private final Control control;
    private final @Nullable ServerProcess process;
    private final ScheduledExecutorService timer;
    private volatile long looked;

    Watchdog(Control control, @Nullable ServerProcess process) {
        this.control = control;
        this.process = process;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("backout-watchdog").factory());
        this.looked = room();
    }

    /// Watches a role's sessions in a database until the watch is closed.
    Watch watch(String database, String role, Duration limit) {
        return new Watch(database, role, limit);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private long room() {
        try {
            return process == null
                    ? Long.MAX_VALUE
                    : Files.getFileStore(process.data()).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /// Whether the server takes too much. Its files are only counted when the file system became so
    /// much fuller since they were counted last: others may have done that.
    private boolean greedy() {
        long room = room();
        if (process == null || room > looked - MOST_GROWTH) {
            return false;
        }
        if (FileTrees.size(process.data()) > MOST_GROWTH) {
            return true;
        }
        looked = room;
        return false;
    }

    /// One piece of work under watch.
    final class Watch implements AutoCloseable {
        private final String sessions;
        private final Duration limit;
        private final long deadline;
        private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
        private final ScheduledFuture<?> ticks;

        private Watch(String database, String role, Duration limit) {
            this.sessions =
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = %s"
                            .formatted(Identifiers.literal(database), Identifiers.literal(role));
            this.limit = limit;
            this.deadline = System.nanoTime() + limit.toNanos();
            this.ticks =
                    timer.scheduleWithFixedDelay(
                            this::look,
                            Math.min(TICK_MS, limit.toMillis()),
                            TICK_MS,
                            TimeUnit.MILLISECONDS);
        }

        /// Why it was stopped, or null when it was not.
        @Nullable String stopped() {
            return reason.get();
        }

        @Override
        public void close() {
            ticks.cancel(false);
        }

        private void look() {
            long late = System.nanoTime() - deadline;
            if (late > 0) {
                reason.compareAndSet(null, "not done after " + limit.toMillis() / 1000.0 + " s");
            } else if (room() < LEAST_ROOM) {
                reason.compareAndSet(null, FULL);
            } else if (greedy()) {
                reason.compareAndSet(null, "it takes more than %d GB".formatted(MOST_GROWTH >> 30));
            }
            if (reason.get() != null) {
                stop(late);
            }
        }

        private void stop(long late) {
            try {
                if (late > GRACE_NS && process != null) {
                    process.close();
                } else {
                    control.texts(sessions);
                }
            } catch (SQLException | IOException e) {
                // The server is not answering: the next tick tries the harder way.
            }
        }
    }
}
