package dev.backout.plan;

import java.time.Instant;
import java.util.List;

/// What was found out about a migration that failed. No row values are in it.
///
/// @param migration its name
/// @param startedAt when it was begun; the epoch when the history does not say
/// @param sqlState the code of the recorded error, or an empty text
/// @param error the recorded error, masked; empty when none is recorded
/// @param explanation what usually stands behind it, one sentence each
/// @param rows what finds the rows in its way
/// @param progress how much of it is in the live schema
/// @param offers what can be done
public record FailureReport(
        String migration,
        Instant startedAt,
        String sqlState,
        String error,
        List<String> explanation,
        List<OffendingRows> rows,
        Progress progress,
        List<Offer> offers) {
    /// Copies the lists.
    public FailureReport {
        explanation = List.copyOf(explanation);
        rows = List.copyOf(rows);
        offers = List.copyOf(offers);
    }
}
