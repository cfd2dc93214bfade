package dev.backout.deploy;

import dev.backout.database.DirectSession;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.ToolLock;
import dev.backout.records.Publishing;
import dev.backout.records.RecordSchema;
import dev.backout.run.Bar;
import dev.backout.run.Bars;
import dev.backout.vault.RowWatch;
import dev.backout.vault.Vault;
import dev.backout.vault.WarmCopies;
import dev.backout.vault.Warming;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Deploys what is pending, in the place of the migration tool's own deployment: in the same order,
/// under the same lock, with the same rows in the history. For one thread.
///
/// A deployment may die anywhere. Each migration is applied whole, with its row and with what was
/// kept, or not at all; the next deployment goes on by itself.
public final class Deployer {
    private final DeployPlace place;
    private final MigrationTool tool;
    private final RecordSchema records;
    private final DeploymentRecords deployments;

    /// @param place where and for whom
    public Deployer(DeployPlace place) {
        this.place = place;
        this.tool = place.tool();
        this.records = new RecordSchema(place.settings().run().schema());
        this.deployments = new DeploymentRecords(records, tool.table());
    }

    /// What is pending, without waiting for anybody; nothing is changed.
    ///
    /// @throws BackoutException `migrations-not-found` when the tool would stop at the directory
    public Pending look(Connection connection, MigrationDirectory directory) {
        Pending.insistOnSound(directory);
        return Pending.of(tool.history(connection), directory);
    }

    /// Deploys.
    ///
    /// @param forecasts what is known of the pending migrations, by name
    /// @throws BackoutException `locked`, `not-baselined`, `history-failed`, `barred`,
    ///   `script-unfit`, `unproved`, `rights-missing`; `step-failed` when a migration failed, and
    ///   those before it are applied
    public DeployReport deploy(MigrationDirectory directory, Map<String, Forecast> forecasts) {
        Pending.insistOnSound(directory);
        long began = System.nanoTime();
        try (Connection worker = place.connections().get()) {
            DirectSession.insist(worker, place.connections());
            WarmCopies warm = warm(worker);
            prepare(worker, warm, directory, forecasts);
            try (ToolLock lock = tool.lock(worker, place.settings().run().toolPatience())) {
                List<Applied> applied = locked(worker, directory, forecasts, warm);
                giveUpUnused(worker, warm, directory);
                return new DeployReport(applied, Duration.ofNanos(System.nanoTime() - began));
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "deploying failed", e);
        }
    }

    /// Copies what pending migrations are going to drop, and applies nothing.
    ///
    /// @param forecasts what is known of the pending migrations, by name
    /// @return what is ready, or was already
    /// @throws BackoutException what stops [#deploy] before it begins; `locked`
    public List<Warming> warm(MigrationDirectory directory, Map<String, Forecast> forecasts) {
        Pending.insistOnSound(directory);
        return inSession(worker -> {
            prepare(worker, warm(worker), directory, forecasts);
            return WarmCopies.list(worker, new Vault(records));
        });
    }

    /// The copies that were begun and that no migration has taken over.
    public List<Warming> warming() {
        return inSession(worker -> WarmCopies.list(worker, new Vault(records)));
    }

    /// Gives those up that nobody is at work at, with their triggers.
    ///
    /// @return what is gone
    /// @throws BackoutException `locked` when somebody is at work, or uses a table all the time
    public List<Warming> stopWarming() {
        return inSession(worker -> warm(worker).dropAll(_ -> true));
    }

    private interface Work<T> {
        T with(Connection worker) throws SQLException;
    }

    private <T> T inSession(Work<T> work) {
        try (Connection worker = place.connections().get()) {
            DirectSession.insist(worker, place.connections());
            return work.with(worker);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "copying beforehand failed", e);
        }
    }

    /// Copies columns that are going to be dropped, as far as their tables are large. The tool's
    /// lock is not held meanwhile: it may take long, and the pods of the old release, which start
    /// again now and then, would give up waiting for it.
    private void prepare(
            Connection worker,
            WarmCopies warm,
            MigrationDirectory directory,
            Map<String, Forecast> forecasts)
            throws SQLException {
        Pending pending = Pending.of(tool.history(worker), directory);
        if (!pending.failed().isEmpty()
                || pending.migrations().stream()
                        .allMatch(one -> forecast(one, forecasts).drops().isEmpty())) {
            return;
        }
        insistOnOrder(pending.history(), directory);
        insistOnAll(worker, pending, forecasts);
        for (Migration migration : pending.migrations()) {
            warm.prepare(
                    migration.name(),
                    forecast(migration, forecasts).drops(),
                    place.settings().rules(),
                    place.operator().text());
        }
    }

    private WarmCopies warm(Connection worker) {
        return new WarmCopies(
                worker,
                new Vault(records),
                place.settings().warm(),
                place.settings().run().lockTimeout(),
                event -> place.listener().accept(new DeployEvent.Warm(event)));
    }

    /// A migration that was applied without a copy that was made for it will not take it over any
    /// more: somebody else applied it, or did not drop that column.
    private void giveUpUnused(Connection worker, WarmCopies warm, MigrationDirectory directory)
            throws SQLException {
        if (records.current(worker)) {
            Set<String> open =
                    Pending.of(tool.history(worker), directory).migrations().stream()
                            .map(Migration::name)
                            .collect(Collectors.toSet());
            try {
                warm.dropAll(one -> !open.contains(one.migration()));
            } catch (BackoutException e) {
                if (e.code() != ErrorCode.LOCKED) {
                    throw e;
                }
                place.listener().accept(new DeployEvent.Note(String.valueOf(e.getMessage())));
            }
        }
    }

    /// What stops a deployment before anything is executed.
    private void insistOnAll(Connection worker, Pending pending, Map<String, Forecast> forecasts)
            throws SQLException {
        insistOnRecords(worker);
        insistOnNoRun(worker);
        List<Bar> bars = new Bars(records, tool).standing(worker);
        for (Migration migration : pending.migrations()) {
            ScriptPieces.of(migration, tool.deployCommand());
            insistOnProof(migration, forecast(migration, forecasts));
            insistOnNoBar(migration, bars);
        }
    }

    private List<Applied> locked(
            Connection worker,
            MigrationDirectory directory,
            Map<String, Forecast> forecasts,
            WarmCopies warm)
            throws SQLException {
        History history = tool.history(worker);
        if (!history.present()) {
            Transactions.run(
                    worker,
                    () -> {
                        tool.deployments().create(worker);
                        return 0;
                    });
            history = tool.history(worker);
        }
        Pending pending = Pending.of(history, directory);
        if (pending.nothing()) {
            return List.of();
        }
        recover(worker, pending.failed());
        if (pending.migrations().isEmpty()) {
            return List.of();
        }
        insistOnOrder(history, directory);
        insistOnRecords(worker);
        insistOnNoRun(worker);
        Map<Migration, ScriptPieces> scripts = new LinkedHashMap<>();
        for (Migration migration : pending.migrations()) {
            scripts.put(migration, ScriptPieces.of(migration, tool.deployCommand()));
            insistOnProof(migration, forecast(migration, forecasts));
        }
        return apply(worker, scripts, forecasts, warm);
    }

    private List<Applied> apply(
            Connection worker,
            Map<Migration, ScriptPieces> scripts,
            Map<String, Forecast> forecasts,
            WarmCopies warm)
            throws SQLException {
        List<Applied> applied = new ArrayList<>();
        List<Bar> bars = new Bars(records, tool).standing(worker);
        try (DeploySessions sessions =
                DeploySessions.of(worker, place.connections(), tool.deployments())) {
            // What a deployment that died left of its watch does nothing, and is in nobody's way.
            RowWatch.sweep(worker, new Vault(records), place.settings().run().lockTimeout());
            for (Map.Entry<Migration, ScriptPieces> one : scripts.entrySet()) {
                Migration migration = one.getKey();
                insistOnNoBar(migration, bars);
                place.listener()
                        .accept(
                                new DeployEvent.Begins(
                                        migration.name(), applied.size() + 1, scripts.size()));
                Applied done =
                        new Deployment(
                                        place,
                                        sessions,
                                        deployments,
                                        migration,
                                        forecast(migration, forecasts),
                                        one.getValue(),
                                        warm)
                                .apply();
                sessions.fresh();
                applied.add(done);
                place.listener().accept(new DeployEvent.Done(done));
            }
        }
        return applied;
    }

    private void insistOnOrder(History history, MigrationDirectory directory) {
        String words = tool.stops(history, directory);
        if (words != null) {
            throw BackoutException.of(
                    ErrorCode.HISTORY_FAILED,
                    "%s stops here: %s".formatted(tool.name(), words),
                    "nothing was executed; history and directory side by side: backout status"
                            + " --all");
        }
    }

    private void insistOnRecords(Connection worker) throws SQLException {
        Publishing.insist(worker, records, place.settings().run().publishing());
        if (records.current(worker)) {
            return;
        }
        try {
            Transactions.run(
                    worker,
                    () -> {
                        records.ensure(worker);
                        return 0;
                    });
        } catch (SQLException e) {
            throw new BackoutException(
                    SqlFailure.state(e).equals("42501")
                            ? ErrorCode.RIGHTS_MISSING
                            : ErrorCode.STEP_FAILED,
                    "schema %s, which keeps what migrations destroy, cannot be made: %s"
                            .formatted(records.name(), SqlFailure.text(e)),
                    List.of(
                            "nothing was executed; a role that may: create schema %s authorization"
                                            .formatted(records.sql())
                                    + " ROLE, or: grant create on database to ROLE"),
                    e);
        }
    }

    /// A deployment of ours that died left its row; its transaction was undone.
    private void recover(Connection worker, List<HistoryRow> failed) throws SQLException {
        List<HistoryRow> others = new ArrayList<>();
        boolean marks = !failed.isEmpty() && records.current(worker);
        for (HistoryRow row : failed) {
            Boolean alone = marks ? deployments.marked(worker, row.id()) : null;
            if (alone == null || alone || !tool.locks()) {
                others.add(row);
                continue;
            }
            Transactions.run(
                    worker,
                    () -> {
                        tool.deployments().withdraw(worker, row.id());
                        deployments.end(worker, row.id());
                        return 0;
                    });
            place.listener().accept(new DeployEvent.Recovered(row.name()));
        }
        if (!others.isEmpty()) {
            throw tool.deployments().blocked(others);
        }
    }

    /// A run that stopped half-way has left the schema between two shapes.
    private void insistOnNoRun(Connection worker) {
        for (RunRecord run : new RunRecords(records).list(worker)) {
            if (run.state().open()) {
                throw BackoutException.of(
                        ErrorCode.LOCKED,
                        "run %s, which backs out %s, is %s"
                                .formatted(
                                        run.id(),
                                        String.join(", ", run.migrations()),
                                        run.state().word()),
                        "nothing was executed; backout resume %s, or backout abort %s"
                                .formatted(run.id(), run.id()));
            }
        }
    }

    private void insistOnProof(Migration migration, Forecast forecast) {
        if (place.settings().requireProof()
                && forecast.way() instanceof Forecast.Way.NotProved(List<String> reasons)) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "the way back of %s is not proved, and backout.yaml requires that: %s"
                            .formatted(migration.name(), String.join("; ", reasons)),
                    "nothing was executed; what is wrong with it: backout check",
                    "deploy.require in backout.yaml decides");
        }
    }

    private void insistOnNoBar(Migration migration, List<Bar> bars) {
        List<String> checksums = tool.checksums(migration.script());
        for (Bar bar : bars) {
            if (bar.migration().equals(migration.name()) && checksums.contains(bar.checksum())) {
                throw BackoutException.of(
                        ErrorCode.BARRED,
                        "%s is barred: it was backed out of this database at %s (run %s)"
                                .formatted(migration.name(), bar.since(), bar.run()),
                        "it was not applied, and what comes after it waits behind it",
                        "deploy a release without it, or with a corrected file, which passes",
                        "to let this very file be applied again: backout unbar "
                                + migration.name());
            }
        }
    }

    private static Forecast forecast(Migration migration, Map<String, Forecast> forecasts) {
        Forecast known = forecasts.get(migration.name());
        return known == null ? Forecast.unknown("nobody looked") : known;
    }
}
