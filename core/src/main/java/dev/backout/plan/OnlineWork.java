package dev.backout.plan;

import dev.backout.vault.merge.Fill;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What a plan does outside of its transaction, so that this holds its locks no longer than
/// somebody asked for.
///
/// @param most how long the locks may be held, or null when nobody asked
/// @param copies columns that the transaction drops, `public.users.email`: their values are copied
///   before it
/// @param fills columns whose values return in batches after it
/// @param whole how long everything in one transaction would take; null when it is in one
public record OnlineWork(
        @Nullable Duration most, List<String> copies, List<Fill> fills, @Nullable Duration whole) {
    /// Everything is in the transaction.
    public static final OnlineWork NONE = new OnlineWork(null, List.of(), List.of(), null);

    /// An UPDATE by the key, with the rests between two batches.
    private static final Duration PER_VALUE = Duration.ofNanos(30_000);

    /// About how long it takes until the values of a column are there.
    public static Duration expected(Fill fill) {
        return PER_VALUE.multipliedBy(Math.max(0, fill.rows()));
    }

    /// Copies the lists.
    public OnlineWork {
        copies = List.copyOf(copies);
        fills = List.copyOf(fills);
    }
}
