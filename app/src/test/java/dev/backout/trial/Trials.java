package dev.backout.trial;

import java.util.ArrayList;
import java.util.List;

/// How much is tried: a sample usually, so many times more points with `-Dbackout.trials=N`, all of
/// them with `-Dbackout.trials=all`.
final class Trials {
    private static final String WANTED = System.getProperty("backout.trials", "1");
    static final boolean ALL = "all".equals(WANTED);
    static final boolean MORE = ALL || !"1".equals(WANTED);

    private Trials() {}

    /// Points of 1 to `last`: all of them, or as many as are wanted, evenly spread.
    static List<Integer> points(int last, int sample) {
        List<Integer> points = new ArrayList<>();
        int stride = ALL ? 1 : Math.max(1, last / (sample * times()));
        for (int point = stride == 1 ? 1 : stride / 2; point <= last; point += stride) {
            points.add(point);
        }
        return points;
    }

    private static int times() {
        return Integer.parseInt(WANTED);
    }

    static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a trial", e);
        }
    }
}
