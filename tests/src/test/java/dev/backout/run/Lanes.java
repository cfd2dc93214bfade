package dev.backout.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Trials side by side: each waits for its server half of the time.
final class Lanes {
    private static final int LANES = 2;

    private Lanes() {}

    /// Does all of them, and fails as the first one that fails.
    ///
    /// @return how many there were
    static int run(List<Callable<?>> trials) {
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> futures = new ArrayList<>();
            trials.forEach(trial -> futures.add(lanes.submit(trial)));
            try {
                for (Future<?> future : futures) {
                    future.get();
                }
            } catch (ExecutionException e) {
                lanes.shutdownNow();
                throw new AssertionError(e.getMessage(), e);
            } catch (InterruptedException e) {
                lanes.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted in a trial", e);
            }
        }
        return trials.size();
    }
}
