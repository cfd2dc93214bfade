package dev.backout.plan;

import dev.backout.failure.Cause;
import dev.backout.failure.RecordedError;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is told of the recorded error. Pure.
///
/// @param error null when the tool recorded none
record FailureText(FailedMigration failed, @Nullable RecordedError error) {
    Cause cause() {
        return error == null ? Cause.OTHER : Cause.of(error.sqlState());
    }

    FailureReport report(Progress progress, List<OffendingRows> rows, List<Offer> offers) {
        Instant started = failed.row().startedAt();
        return new FailureReport(
                failed.name(),
                started == null ? Instant.EPOCH : started,
                error == null ? "" : error.sqlState(),
                error == null ? "" : error.masked(),
                explanation(),
                rows,
                progress,
                offers);
    }

    /// The error and its explanation, for hints.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (error != null) {
            lines.add("it failed with: " + error.masked());
        }
        lines.addAll(explanation());
        return lines;
    }

    private List<String> explanation() {
        if (!failed.recorded()) {
            return List.of(
                    "the tool leaves no row of a migration that fails, and this one runs outside of"
                            + " a transaction");
        }
        if (error == null) {
            return List.of(
                    "no error is recorded: it may be running at this moment, or what deployed it"
                            + " was killed");
        }
        String text = cause().text();
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
