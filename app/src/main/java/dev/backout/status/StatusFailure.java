package dev.backout.status;

import dev.backout.failure.Cause;
import dev.backout.failure.RecordedError;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationStatus;
import dev.backout.observe.MigrationScript;
import dev.backout.plan.RecordedRows;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Why a migration failed, as far as its row in the history and its file tell.
///
/// @param sqlState the server's code, or an empty text
/// @param error what the tool recorded, without row values unless they were asked for; empty when
///   it recorded nothing
/// @param explanation what usually stands behind it, or an empty text
/// @param query lists the rows in its way, or null when the two do not tell
public record StatusFailure(
        String sqlState, String error, String explanation, @Nullable String query) {
    /// What the tool recorded of a migration that failed.
    ///
    /// @param showValues whether the server's detail may be shown, which holds values of rows
    public static StatusFailure of(MigrationStatus status, boolean showValues) {
        HistoryRow row =
                status.rows().reversed().stream()
                        .filter(one -> one.state() == HistoryRow.State.FAILED)
                        .findFirst()
                        .orElseThrow();
        RecordedError error = RecordedError.of(row.logs());
        if (error == null) {
            return new StatusFailure(
                    "",
                    "",
                    "no error is recorded: it is running at this moment, or what deployed it was"
                            + " killed",
                    null);
        }
        String detail = error.detail();
        String shown =
                !showValues
                        ? error.masked()
                        : error.message() + (detail == null ? "" : "; " + detail);
        return new StatusFailure(
                error.sqlState(),
                shown,
                Cause.of(error.sqlState()).text(),
                status.migration() == null
                        ? null
                        : RecordedRows.query(
                                error, MigrationScript.of(status.migration().script().text())));
    }

    /// For people, a line each.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!error.isEmpty()) {
            lines.add(sqlState.isEmpty() ? error : sqlState + ": " + error);
        }
        if (!explanation.isEmpty()) {
            lines.add(explanation);
        }
        if (query != null) {
            lines.add(query + ";");
        }
        return lines;
    }
}
