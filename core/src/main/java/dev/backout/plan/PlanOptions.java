package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.vault.KeepRules;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/// How a plan is to be made.
///
/// @param engine the version of Backout that makes it
/// @param forceInverse whether the inverse is wanted even where leaving things in place would do
/// @param fills SQL expressions for columns that come back NOT NULL, by column
/// @param patience how long counting one thing on the live database may take
/// @param lockPatience how long a question to the live database may wait behind somebody's lock
/// @param recordSchema the schema of Backout's own records, unquoted
/// @param concurrently whether indexes are built and dropped outside of the transaction, so that no
///   writer waits for them
/// @param way what is to be done about a migration that failed; null when the plan decides
/// @param merging how what comes back and what is live become one
/// @param rules what the way back must not keep
/// @param budget how long its locks may be held
public record PlanOptions(
        String engine,
        boolean forceInverse,
        Map<Address, String> fills,
        Duration patience,
        Duration lockPatience,
        String recordSchema,
        boolean concurrently,
        @Nullable Way way,
        Merging merging,
        KeepRules rules,
        LockBudget budget) {
    /// How long counting may take when nothing else is said.
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /// How long to wait for a lock when nothing else is said.
    public static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    /// Everything in one transaction, and everything may be kept.
    public PlanOptions(
            String engine,
            boolean forceInverse,
            Map<Address, String> fills,
            Duration patience,
            Duration lockPatience,
            String recordSchema) {
        this(
                engine,
                forceInverse,
                fills,
                patience,
                lockPatience,
                recordSchema,
                false,
                null,
                Merging.USUAL,
                KeepRules.ALL,
                LockBudget.NONE);
    }

    /// Where everything may be kept.
    public PlanOptions(
            String engine,
            boolean forceInverse,
            Map<Address, String> fills,
            Duration patience,
            Duration lockPatience,
            String recordSchema,
            boolean concurrently,
            @Nullable Way way,
            Merging merging) {
        this(
                engine,
                forceInverse,
                fills,
                patience,
                lockPatience,
                recordSchema,
                concurrently,
                way,
                merging,
                KeepRules.ALL,
                LockBudget.NONE);
    }

    /// Copies the map.
    public PlanOptions {
        fills = Map.copyOf(fills);
    }
}
