package dev.backout.cli;

import dev.backout.config.Target;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.run.RunSettings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/// The options that say how a command behaves where others hold locks.
final class LockOptions {
    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long a statement waits for a lock, 500ms or 3s; 500ms otherwise")
    private @Nullable Duration lockTimeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "how often it is tried again when locks are in the way; 9 otherwise")
    private int retries = RunSettings.DEFAULT.tries() - 1;

    @Option(
            names = "--terminate-blockers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "ends sessions in the way whose application_name or pid is named here, and"
                            + " nobody else's")
    private Set<String> terminable = new LinkedHashSet<>();

    /// What was chosen, for a database.
    RunSettings settings(Target target) {
        insistOnDirect(target);
        if (retries < 0) {
            throw BackoutException.of(ErrorCode.USAGE, "--retries is 0 or more");
        }
        return RunSettings.DEFAULT
                .withLockTimeout(lockTimeout == null ? target.lockTimeout() : lockTimeout)
                .withTries(retries + 1)
                .withTerminable(terminable)
                .withSchema(target.recordSchema())
                .withPublishing(target.publishing());
    }

    /// The migration tool's lock belongs to a session. A transaction pooler would leave it with a
    /// session that nobody holds any more, and no deployment would ever get it.
    private static void insistOnDirect(Target target) {
        if (target.address().pooled()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the URL leads through a transaction pooler (%s), where the migration tool's lock"
                                    .formatted(target.origin())
                            + " does not hold",
                    "nothing was executed; set " + target.address().direct());
        }
    }
}
