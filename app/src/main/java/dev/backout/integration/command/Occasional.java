package dev.backout.integration.command;

import java.time.Duration;
import java.util.function.Consumer;

/// Hands on one line now and then, however many come. For one thread.
final class Occasional implements Consumer<String> {
    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    private final Consumer<String> to;
    private long last = System.nanoTime() - PAUSE;

    Occasional(Consumer<String> to) {
        this.to = to;
    }

    @Override
    public void accept(String line) {
        long now = System.nanoTime();
        if (now - last >= PAUSE && !line.isBlank()) {
            last = now;
            to.accept(line);
        }
    }
}
