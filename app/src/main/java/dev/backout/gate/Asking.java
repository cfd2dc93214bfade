package dev.backout.gate;

import dev.backout.backup.Sizes;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks until what is asked about holds as many times in a row as it has to, or the time is up. For
/// one thread, once.
final class Asking {
    private final Rhythm rhythm;
    private final long began = System.nanoTime();

    Asking(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    /// @param look asks once, within a time limit of its own
    /// @param progress told of every answer
    GateResult ask(Supplier<GateResult> look, Consumer<String> progress) {
        int held = 0;
        int asked = 0;
        while (true) {
            GateResult found = look.get();
            asked++;
            held = found instanceof GateResult.Successful ? held + 1 : 0;
            if (held >= rhythm.times()) {
                return new GateResult.Successful(found.text() + often());
            }
            progress.accept(
                    held == 0
                            ? found.text()
                            : "%s, %d of %d times".formatted(found.text(), held, rhythm.times()));
            if (left().compareTo(rhythm.interval()) <= 0) {
                return atLast(found, asked);
            }
            pause();
        }
    }

    private GateResult atLast(GateResult last, int asked) {
        String tried =
                asked == 1
                        ? ""
                        : " (asked %d times in %s)".formatted(asked, time(rhythm.timeout()));
        return switch (last) {
            case GateResult.Successful(String text) ->
                    new GateResult.Failed(
                            "it did not hold %d times in a row within %s; the last time: %s"
                                    .formatted(rhythm.times(), time(rhythm.timeout()), text));
            case GateResult.Failed(String text) -> new GateResult.Failed(text + tried);
            case GateResult.Inconclusive(String text) -> new GateResult.Inconclusive(text + tried);
        };
    }

    private String often() {
        return rhythm.times() == 1 ? "" : ", %d times in a row".formatted(rhythm.times());
    }

    private Duration left() {
        Duration left = rhythm.timeout().minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void pause() {
        try {
            Thread.sleep(rhythm.interval());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "interrupted while a gate was asked", List.of(), e);
        }
    }

    private static String time(Duration time) {
        return Sizes.time(time);
    }
}
