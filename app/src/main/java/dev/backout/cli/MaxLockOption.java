package dev.backout.cli;

import dev.backout.config.Target;
import dev.backout.plan.LockBudget;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;

/// The option that says how long a way may hold its locks.
final class MaxLockOption {
    @Option(
            names = "--max-lock",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "how long its transaction may hold its locks; what takes longer is done online,"
                            + " in batches, or there is no plan")
    private @Nullable Duration maxLock;

    /// What was chosen, for a database.
    LockBudget budget(Target target) {
        return LockBudget.of(maxLock == null ? target.maxLock() : maxLock);
    }
}
