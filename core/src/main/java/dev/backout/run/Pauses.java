package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait between two tries, or two looks. Meanwhile nothing is locked, so whoever queued
/// behind us gets on.
///
/// @param settings the first pause and the longest
public record Pauses(RunSettings settings) {
    /// The pause after a try. It doubles each time; half of it is chance, so that two who wait for
    /// each other part.
    ///
    /// @param number which try it was, from 1
    public Duration after(int number) {
        long longest =
                Math.min(
                        settings.longestPause().toMillis(),
                        settings.pause().toMillis() << Math.min(number - 1, 20));
        long half = longest / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    /// Waits.
    ///
    /// @param state what the database is like meanwhile, for the message when it is interrupted
    /// @throws BackoutException `step-failed` when it is interrupted
    public static void sleep(Duration pause, String state) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "interrupted while waiting; " + state, List.of(), e);
        }
    }
}
