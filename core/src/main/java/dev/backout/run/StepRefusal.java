package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;

import java.util.ArrayList;
import java.util.List;

/// Why a step of SQL was given up, in words for people.
final class StepRefusal {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private StepRefusal() {}

    static BackoutException of(
            StepFailure failure, int tries, RunSettings settings, List<Blocker> blockers) {
        if (failure.failure().sqlState().equals(INSUFFICIENT_PRIVILEGE)) {
            return new BackoutException(
                    ErrorCode.RIGHTS_MISSING,
                    "%s failed: %s; this step changed nothing"
                            .formatted(failure.doing(), failure.serverText()),
                    List.of("log in as the role that owns the tables, which runs the migrations"),
                    failure);
        }
        return failure.failure().passing()
                ? outwaited(failure, tries, settings, blockers)
                : failed(failure);
    }

    private static BackoutException outwaited(
            StepFailure failure, int tries, RunSettings settings, List<Blocker> blockers) {
        String who = blockers.isEmpty() ? "" : " behind " + Blocker.text(blockers);
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s gave up after %s of %d ms%s: %s; this step changed nothing"
                        .formatted(
                                failure.doing(),
                                Counted.of(tries, "try"),
                                settings.lockTimeout().toMillis(),
                                who,
                                failure.serverText()),
                List.of(
                        "wait for the other session, or end it; --lock-timeout and --retries give"
                                + " it longer"),
                failure);
    }

    private static BackoutException failed(StepFailure failure) {
        List<String> hints = new ArrayList<>();
        if (failure.failure().hint() != null) {
            hints.add("the server says: " + failure.failure().hint());
        }
        if (failure.failure().connectionLost()) {
            hints.add("the session ended, and the server undid the transaction");
        }
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s failed: %s; this step changed nothing"
                        .formatted(failure.doing(), failure.serverText()),
                hints,
                failure);
    }
}
