package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.records.RecordSchema;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;
import dev.backout.vault.Vault;
import dev.backout.vault.taken.Loading;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// The step of a run that loads what a plan takes out of a site's backup.
///
/// @param live opens sessions on the live database
record BackupLoading(SiteBackup backup, Plan plan, Supplier<Connection> live)
        implements OutsideWork {
    @Override
    public String kind() {
        return "loading";
    }

    @Override
    public Probe probe(Step.Outside step, String run) {
        try (Connection connection = live.get()) {
            return loading(run).there(connection, from().captures())
                    ? new Probe.Happened("all of it")
                    : new Probe.NotHappened("nothing of it");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        Extraction.Extracted found = backup.again(from());
        try (Connection connection = live.get()) {
            loading(run)
                    .load(
                            connection,
                            found.copy(),
                            found.vault(),
                            from().captures(),
                            found.held(),
                            run);
            return "loaded";
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        try (Connection connection = live.get()) {
            loading(run).remove(connection);
            return new Undone(true, "gone again");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Loading loading(String run) {
        return new Loading(new Vault(new RecordSchema("backout")), from().origin(run));
    }

    private FromBackup from() {
        return Objects.requireNonNull(plan.vault().backup());
    }

    private static BackoutException failed(SQLException e) {
        return new BackoutException(
                ErrorCode.STEP_FAILED, String.valueOf(e.getMessage()), List.of(), e);
    }
}
