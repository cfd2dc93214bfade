package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.List;

/// Waiting, when nobody interrupts.
final class Interruptions {
    private Interruptions() {}

    static int exit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BackoutException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BackoutException(
                ErrorCode.SCRATCH_UNAVAILABLE, "interrupted", List.of("run it again"), e);
    }
}
