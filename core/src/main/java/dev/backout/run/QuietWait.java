package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.records.RecordSchema;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Waits until nobody has written into the database for a while: no other session has a transaction
/// that writes, none is prepared, and the server counts no more written rows. The server's counters
/// may be a second old (PostgreSQL's manual, "The Cumulative Statistics System"), so a shorter
/// while proves nothing.
///
/// @param connections opens sessions
/// @param records our own records, which are written all the time
public record QuietWait(Supplier<Connection> connections, RecordSchema records)
        implements OutsideWork {
    /// The shortest time that says something.
    public static final Duration SHORTEST = Duration.ofMillis(1500);

    private static final String KIND = "wait-for-quiet";
    private static final Duration GLANCE = Duration.ofMillis(100);

    /// The step.
    ///
    /// @param quiet how long nobody may write; no less than [#SHORTEST]
    /// @param limit when it gives up
    public static Step.Outside step(Duration quiet, Duration limit) {
        Duration enough = quiet.compareTo(SHORTEST) < 0 ? SHORTEST : quiet;
        return new Step.Outside(
                KIND,
                "see that nobody writes for %s s".formatted(seconds(enough)),
                List.of(Long.toString(enough.toMillis()), Long.toString(limit.toMillis())));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        long quiet = Long.parseLong(step.arguments().get(0)) * 1_000_000;
        long limit = Long.parseLong(step.arguments().get(1)) * 1_000_000;
        try (Connection connection = connections.get()) {
            long began = System.nanoTime();
            long still = began;
            Seen before = Seen.now(connection, records);
            while (System.nanoTime() - still < quiet) {
                Pauses.sleep(GLANCE, "writes are paused");
                Seen now = Seen.now(connection, records);
                if (!now.writers().isEmpty() || now.written() != before.written()) {
                    still = System.nanoTime();
                    diary.progress(now.text());
                }
                before = now;
                if (still - began > limit) {
                    throw loud(now, Duration.ofNanos(limit));
                }
            }
            return "nobody wrote for %s s".formatted(seconds(Duration.ofNanos(quiet)));
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "looking for writers failed", e);
        }
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        return new Undone(true, "it only looked");
    }

    private static BackoutException loud(Seen now, Duration limit) {
        return BackoutException.of(
                ErrorCode.STEP_FAILED,
                "writes are paused, and after %s s somebody still writes: %s"
                        .formatted(seconds(limit), now.text()),
                "writes.pause of backout.yaml does not reach it; end it, or pause it as well");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    /// @param written rows that were ever written, by the server's count
    /// @param writers who has a transaction that writes
    private record Seen(long written, List<String> writers) {
        static Seen now(Connection connection, RecordSchema records) throws SQLException {
            Long written =
                    Sql.first(
                            connection,
                            Resource.text(QuietWait.class, "written-rows.sql"),
                            row -> row.getLong(1),
                            records.name());
            return new Seen(
                    written == null ? 0 : written,
                    Sql.list(
                            connection,
                            Resource.text(QuietWait.class, "writers.sql"),
                            row -> row.getString(1)));
        }

        String text() {
            return writers.isEmpty()
                    ? "rows are written in short transactions"
                    : String.join(", ", writers);
        }
    }
}
