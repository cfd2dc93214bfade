package dev.backout.testkit.corpus;

import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.DumpDifference;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A database that goes through a history, one way back after each migration: migrate, back,
/// compare with before, migrate again, compare with after. Not thread-safe.
final class Lane {
    private static final String INTEGRITY = "23";

    private final Playground playground;

    Lane(Playground playground) {
        this.playground = playground;
    }

    /// The schema as it is now.
    Dump dump() {
        return playground.dump();
    }

    /// Migrates, and no more.
    void migrate(HistoryFile file) throws SQLException {
        playground.migrate(file.sql());
    }

    /// Plays a way back. When it was right, the database is where the migration leads.
    ///
    /// @param back sent one by one in a transaction; a single text as one message
    Trial play(HistoryFile file, List<String> back, Dump before, CompletableFuture<Dump> after) {
        try {
            migrate(file);
            try {
                playground.back(back);
            } catch (SQLException e) {
                return new Trial(Outcome.FAILED, String.valueOf(e.getMessage()));
            }
            return compare(file, before, after);
        } catch (SQLException e) {
            return new Trial(Outcome.WRONG, "migrating again fails: " + e.getMessage());
        }
    }

    /// Becomes a copy of another lane that is where this one should be.
    void copy(Lane other) throws SQLException {
        playground.copy(other.playground);
    }

    private Trial compare(HistoryFile file, Dump before, CompletableFuture<Dump> after)
            throws SQLException {
        Dump back = dump();
        Trial trial = trial(DumpDifference.between(before, back), "");
        if (!trial.outcome().right()) {
            boolean nothing = back.equals(after.join());
            return nothing ? new Trial(Outcome.EMPTY, trial.difference()) : trial;
        }
        try {
            migrate(file);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(INTEGRITY)) {
                return new Trial(trial.outcome(), "it meets its own rows when applied again");
            }
            throw e;
        }
        Trial again =
                trial(DumpDifference.between(after.join(), dump()), "after migrating again: ");
        return again.outcome().right() ? trial : again;
    }

    private static Trial trial(DumpDifference difference, String prefix) {
        return switch (difference) {
            case DumpDifference.Same _ -> new Trial(Outcome.EXACT, "");
            case DumpDifference.ColumnOrderOnly(String text) ->
                    new Trial(Outcome.COLUMN_ORDER, prefix + text);
            case DumpDifference.Different(String text) -> new Trial(Outcome.WRONG, prefix + text);
        };
    }
}
