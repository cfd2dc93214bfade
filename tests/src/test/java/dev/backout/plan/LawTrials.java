package dev.backout.plan;

import dev.backout.error.BackoutException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

import java.sql.SQLException;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Tries the laws on story after story, and makes one that breaks them small.
/// `-Dbackout.laws.seed=N -Dbackout.laws.count=N` chooses others: a part of so many of each kind.
final class LawTrials {
    private static final long SEED = Long.getLong("backout.laws.seed", 0);
    private static final int COUNT = Integer.getInteger("backout.laws.count", 80);

    /// How often a story is made smaller at most.
    private static final int PATIENCE = 200;

    private LawTrials() {}

    /// One way of trying the laws. For one thread.
    interface Trial extends AutoCloseable {
        /// Lives through a story.
        ///
        /// @throws AssertionError a law is broken
        /// @throws BackoutException the product does not lead through it
        /// @throws SQLException the story itself is impossible
        void hold(Story story) throws SQLException;

        /// Gives up all databases; the next story begins with others.
        @Override
        void close() throws SQLException;
    }

    /// How many trials a test has, at least one.
    ///
    /// @param share which part of what is asked for: 3 is a third
    static int count(int share) {
        return Math.max(1, COUNT / share);
    }

    /// A test for the stories that have their migrations in common.
    static Stream<DynamicTest> of(int count, LongFunction<Story> stories, Trial trial) {
        long end = SEED + count;
        return LongStream.iterate(SEED, from -> from < end, LawTrials::next)
                .mapToObj(from ->
                        DynamicTest.dynamicTest(
                                "seeds from " + from,
                                () -> hold(from, Math.min(next(from), end), stories, trial)))
                .onClose(() -> close(trial));
    }

    private static long next(long seed) {
        return (seed / RandomData.TOGETHER + 1) * RandomData.TOGETHER;
    }

    private static void hold(long from, long end, LongFunction<Story> stories, Trial trial)
            throws SQLException {
        for (long seed = from; seed < end; seed++) {
            hold(stories.apply(seed), trial);
        }
    }

    /// Lives through one story.
    ///
    /// @throws AssertionError with the smallest story that is as bad
    static void hold(Story story, Trial trial) throws SQLException {
        Throwable found = tried(story, trial);
        if (found != null) {
            System.out.printf("seed %d: %s%n", story.seed(), found);
            Story small = smallest(story, found, trial);
            Throwable last = small.equals(story) ? found : tried(small, trial);
            throw new AssertionError(
                    "%s%n%n-- made small:%n%s%n-- %s"
                            .formatted(story, small, last == null ? "not every time" : last),
                    found);
        }
    }

    private static Story smallest(Story story, Throwable found, Trial trial) {
        Story small = story;
        int tries = 0;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Story next : small.smaller()) {
                if (!smaller && tries++ < PATIENCE && isSame(found, tried(next, trial))) {
                    small = next;
                    smaller = true;
                }
            }
        }
        return small;
    }

    private static boolean isSame(Throwable found, @Nullable Throwable other) {
        return found instanceof BackoutException first
                ? other instanceof BackoutException second && first.code() == second.code()
                : other instanceof AssertionError;
    }

    /// What went wrong, or null; a story that is impossible goes wrong as that.
    private static @Nullable Throwable tried(Story story, Trial trial) {
        try {
            trial.hold(story);
            return null;
        } catch (AssertionError | BackoutException | SQLException | IllegalStateException e) {
            close(trial);
            return e;
        }
    }

    private static void close(Trial trial) {
        try {
            trial.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
