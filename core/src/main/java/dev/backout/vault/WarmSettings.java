package dev.backout.vault;

import java.time.Duration;

/// How columns are copied before the migration that drops them.
///
/// @param above tables with more rows than that are copied beforehand; smaller ones in the
///   migration's transaction
/// @param rows how many rows the first batch has
/// @param batch how long a batch should take: the next one is as large as that allows
/// @param rest how much of the time between two batches is rest, in percent of the batch's own
/// @param lag how many bytes a replica may be behind, as far as it is known, before it is waited
///   for
public record WarmSettings(long above, int rows, Duration batch, int rest, long lag) {
    /// What applies when nobody says otherwise.
    public static final WarmSettings DEFAULT =
            new WarmSettings(100_000, 5_000, Duration.ofMillis(200), 25, 64L << 20);

    /// Nothing is copied beforehand.
    public static final WarmSettings NEVER = DEFAULT.withAbove(Long.MAX_VALUE);

    /// With another limit.
    public WarmSettings withAbove(long other) {
        return new WarmSettings(other, rows, batch, rest, lag);
    }

    /// With batches of another size at the beginning.
    public WarmSettings withRows(int other) {
        return new WarmSettings(above, other, batch, rest, lag);
    }
}
