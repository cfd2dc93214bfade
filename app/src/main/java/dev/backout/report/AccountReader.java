package dev.backout.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Journal;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Forward;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.planfile.PlanFiles;
import dev.backout.records.RecordSchema;
import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Reads what the records know of a run.
///
/// @param records where they are kept
/// @param tool the migration tool whose history the database holds
/// @param directory the project's migrations, or null when there are none at hand
public record AccountReader(
        RecordSchema records, MigrationTool tool, @Nullable MigrationDirectory directory) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Reads it.
    ///
    /// @param id the run's id, or the beginning of it
    /// @param place the database, for people
    /// @param incident another incident than the run's own, or null
    /// @throws dev.backout.error.BackoutException `run-unknown`, `journal-invalid`, `plan-invalid`
    public Account read(Connection connection, String id, String place, @Nullable String incident) {
        RunRecords runs = new RunRecords(records);
        RunRecord run = runs.find(connection, id);
        boolean journalled = records.journalled(connection);
        PlanFile file = PlanFiles.parse(runs.plan(connection, run.id()));
        return new Account(
                run,
                place,
                file,
                journalled ? runs.steps(connection, run.id()) : List.of(),
                journalled ? new Journal(records).lines(connection, run.id()) : List.of(),
                migrations(connection, runs, run, file),
                incident == null ? run.incident() : incident,
                Instant.now());
    }

    private List<Account.Migration> migrations(
            Connection connection, RunRecords runs, RunRecord run, PlanFile file) {
        try {
            List<Account.Migration> migrations = new ArrayList<>();
            for (UndoneMigration undone : file.plan().migrations()) {
                List<String> rows = runs.removed(connection, run.id(), undone.name());
                migrations.add(migration(undone, rows.isEmpty() ? live(connection, undone) : rows));
            }
            return migrations;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the removed rows failed", e);
        }
    }

    /// The run has not taken them away, or put them back.
    private List<String> live(Connection connection, UndoneMigration undone) {
        return tool.history(connection).rowsOf(undone.name()).stream()
                .map(HistoryRow::json)
                .toList();
    }

    private Account.Migration migration(UndoneMigration undone, List<String> rows) {
        Instant applied = null;
        String error = null;
        for (String row : rows) {
            JsonNode node = tree(row);
            Instant finished = instant(node.path("finished_at").asText(""));
            applied = finished == null ? applied : finished;
            String logs = node.path("logs").asText("");
            error = logs.isBlank() || logs.equals("null") ? error : Secrets.maskedText(logs);
        }
        return new Account.Migration(undone.name(), script(undone), applied, error);
    }

    /// The plan holds the script when it can be applied again; the directory may have another one
    /// of that name by now.
    private @Nullable String script(UndoneMigration undone) {
        Forward forward = undone.forward();
        if (forward != null) {
            return forward.sql();
        }
        Migration migration = directory == null ? null : directory.named(undone.name());
        return migration != null && undone.checksums().contains(migration.checksum())
                ? Secrets.masked(migration.script().text())
                : null;
    }

    private static JsonNode tree(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
