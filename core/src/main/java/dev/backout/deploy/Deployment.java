package dev.backout.deploy;

import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.journal.RunId;
import dev.backout.migration.DeployHistory;
import dev.backout.migration.Migration;
import dev.backout.run.Blocker;
import dev.backout.run.InverseStore;
import dev.backout.run.LockWatch;
import dev.backout.run.Pauses;
import dev.backout.run.RunEvent;
import dev.backout.run.RunSettings;
import dev.backout.run.StoredInverse;
import dev.backout.run.Vacuums;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SeparateMessages;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;
import dev.backout.vault.Capture;
import dev.backout.vault.Keeper;
import dev.backout.vault.NeverKept;
import dev.backout.vault.RowWatch;
import dev.backout.vault.Vault;
import dev.backout.vault.WarmCopies;
import dev.backout.vault.WatchOutcome;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One migration, from the row that says that it begins to the commit. For one thread.
///
/// That row is committed on its own, as the tool does. The script, what it destroys, its record,
/// its inverse and the end of the row are committed together.
final class Deployment {
    private final DeployPlace place;
    private final DeploySessions sessions;
    private final DeploymentRecords records;
    private final Migration migration;
    private final Forecast forecast;
    private final ScriptPieces script;
    private final String id = RunId.next(Instant.now());
    private final long began = System.nanoTime();
    private final Set<Integer> ended = new HashSet<>();
    private final Watching watching;
    private List<Capture> given = List.of();
    private final WarmCopies warm;
    private @Nullable String row;

    /// @param forecast what is known of the migration
    /// @param script as it is sent
    /// @param warm what was copied beforehand
    Deployment(
            DeployPlace place,
            DeploySessions sessions,
            DeploymentRecords records,
            Migration migration,
            Forecast forecast,
            ScriptPieces script,
            WarmCopies warm) {
        this.place = place;
        this.sessions = sessions;
        this.records = records;
        this.migration = migration;
        this.forecast = forecast;
        this.script = script;
        this.warm = warm;
        this.watching =
                new Watching(
                        new RowWatch(new Vault(records.records()), id),
                        sessions.worker(),
                        place.settings().run().lockTimeout(),
                        place.tool().deployCommand());
    }

    /// Applies it.
    ///
    /// @throws BackoutException `step-failed`: nothing of it is left but, when the script failed,
    ///   the row that the tool would leave; `script-unfit`, `vault-incomplete`
    Applied apply() throws SQLException {
        try {
            watching.expect(forecast.writes());
            if (settings().failedRow() && history().announces()) {
                row = begin();
            }
            return tried();
        } catch (RuntimeException e) {
            endWatch(e);
            throw e;
        }
    }

    private Applied tried() throws SQLException {
        RunSettings run = settings().run();
        Pauses pauses = new Pauses(run);
        int tries = 0;
        while (true) {
            tries++;
            Duration pause = pauses.after(tries);
            List<Blocker> blockers;
            try (LockWatch locks = watch()) {
                try {
                    switch (attempt()) {
                        case WatchOutcome.Complete complete -> {
                            sessions.fresh();
                            watching.end();
                            return applied(complete.captures(), tries, false);
                        }
                        case WatchOutcome.Unwatched unwatched -> {
                            undo();
                            List<String> tables = watching.missed(migration, unwatched);
                            place.listener().accept(new DeployEvent.Again(tables));
                            tries--;
                            continue;
                        }
                    }
                } catch (ScriptFailure failure) {
                    Transactions.undo(worker(), failure);
                    if (failure.refusesTransaction() && script.single()) {
                        return new Alone().apply(tries);
                    }
                    if (!failure.failure().passing() || tries >= run.tries()) {
                        throw given(failure, tries, locks.last());
                    }
                    blockers = locks.last();
                    place.listener()
                            .accept(
                                    new DeployEvent.Meanwhile(
                                            new RunEvent.WillRetry(failure.doing(), pause)));
                } catch (RuntimeException e) {
                    Transactions.undo(worker(), e);
                    withdraw(e);
                    throw e;
                }
            }
            if (!Vacuums.giveWay(sessions.watch(), blockers, run.lockTimeout())) {
                Pauses.sleep(pause, "nothing of %s is applied".formatted(migration.name()));
            }
        }
    }

    /// Everything is committed: to count what moved keeps nobody waiting now.
    private List<Capture> counted(List<Capture> kept) throws SQLException {
        return new Vault(records.records()).countMoved(worker(), kept);
    }

    private void undo() throws SQLException {
        worker().rollback();
        worker().setAutoCommit(true);
        sessions.fresh();
    }

    /// What fails behind a failure is told with it, not in its place.
    private void endWatch(RuntimeException reason) {
        try {
            if (!worker().isClosed()) {
                sessions.fresh();
            }
            watching.end();
        } catch (SQLException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void withdraw(RuntimeException reason) {
        try {
            withdraw();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// The row as the tool writes it, with our mark beside it.
    private String begin() throws SQLException {
        return Transactions.run(
                worker(),
                () -> {
                    String key = history().begin(worker(), migration);
                    records.begin(worker(), key, migration, place.operator());
                    return key;
                });
    }

    /// Commits, unless rows were written unwatched.
    private WatchOutcome attempt() throws ScriptFailure, SQLException {
        warm.follow();
        worker().setAutoCommit(false);
        String key = ScriptAttempt.within("the history", this::keyInside);
        NeverKept never =
                ScriptAttempt.within(
                        "the look at what must not be kept",
                        () ->
                                NeverKept.of(
                                        worker(),
                                        new Vault(records.records()),
                                        settings().rules()));
        Keeper keeper =
                new Keeper(new Vault(records.records()), id, watching.rows(), settings().rules());
        WatchOutcome outcome =
                new ScriptAttempt(worker(), settings(), place.listener()).execute(script, keeper);
        if (outcome instanceof WatchOutcome.Complete complete) {
            ScriptAttempt.within(
                    "the end of the migration", () -> end(key, never, complete.captures()));
            worker().setAutoCommit(true);
            keeper.notes().forEach(note -> place.listener().accept(new DeployEvent.Note(note)));
        }
        return outcome;
    }

    private int end(String key, NeverKept never, List<Capture> captures) throws SQLException {
        sessions.ours();
        given = never.giveUp(worker(), captures);
        finish(key);
        worker().commit();
        return 0;
    }

    /// Without a row of a failure nothing may be committed before everything is.
    private String keyInside() throws SQLException {
        String key = row;
        return key == null ? history().begin(worker(), migration) : key;
    }

    private void finish(String key) throws SQLException {
        records.put(worker(), id, key, migration, place.operator(), settings().engine());
        Duration keepFor = settings().keepFor();
        if (keepFor != null) {
            records.keepFor(worker(), id, keepFor);
        }
        if (forecast.way() instanceof Forecast.Way.Proved proved) {
            new InverseStore(records.records()).write(worker(), stored(proved));
        }
        records.end(worker(), key);
        history().finish(worker(), key);
    }

    private StoredInverse stored(Forecast.Way.Proved proved) {
        return new StoredInverse(
                migration.name(),
                migration.checksum(),
                proved.sql(),
                proved.engine(),
                proved.provedAt(),
                proved.provedOn(),
                proved.footprint(),
                forecast.data(),
                forecast.objects());
    }

    private BackoutException given(ScriptFailure failure, int tries, List<Blocker> blockers)
            throws SQLException {
        if (failure.failure().connectionLost()) {
            return FailedDeployment.lost(migration, failure);
        }
        if (failure.commitsInside()) {
            withdraw();
            return FailedDeployment.commits(migration, failure, place.tool().deployCommand());
        }
        if (!failure.ofScript() || failure.failure().passing()) {
            withdraw();
            return FailedDeployment.outwaited(
                    migration, failure, tries, settings().run(), blockers);
        }
        if (failure.refusesTransaction() && SeparateMessages.in(script.text())) {
            withdraw();
            return FailedDeployment.outside(migration, failure, place.tool().deployCommand());
        }
        boolean left = fail(failure.failure());
        return FailedDeployment.failed(migration, failure, left);
    }

    /// Leaves the row that the tool leaves.
    ///
    /// @return whether there is one
    private boolean fail(ServerFailure failure) throws SQLException {
        String key = row;
        if (key == null) {
            return false;
        }
        sessions.fresh();
        Transactions.run(
                worker(),
                () -> {
                    history()
                            .fail(
                                    worker(),
                                    key,
                                    history()
                                            .log(
                                                    migration.name(),
                                                    migration.script().text(),
                                                    failure));
                    records.end(worker(), key);
                    return 0;
                });
        return true;
    }

    /// Nothing was tried that could fail again: the row goes.
    private void withdraw() throws SQLException {
        String key = row;
        if (key != null && !worker().isClosed()) {
            sessions.fresh();
            Transactions.run(
                    worker(),
                    () -> {
                        history().withdraw(worker(), key);
                        records.end(worker(), key);
                        return 0;
                    });
        }
    }

    private Applied applied(List<Capture> captures, int tries, boolean alone) throws SQLException {
        List<Capture> kept = new ArrayList<>(captures);
        kept.removeAll(given);
        return new Applied(
                migration.name(),
                id,
                Duration.ofNanos(System.nanoTime() - began),
                tries,
                counted(kept),
                given,
                forecast.way(),
                alone);
    }

    /// A file that is one statement, and that one refuses a transaction: sent as the tool sends it.
    /// Where the tool leaves a row only afterwards, dying in between leaves the statement's work
    /// without a row, as with the tool; a plan for the migration finds it.
    private final class Alone {
        Applied apply(int tries) throws SQLException {
            if (history().announces()) {
                String key = row == null ? begin() : row;
                row = key;
                records.alone(worker(), key);
            }
            sessions.fresh();
            if (SimpleQuery.run(worker(), migration.script().text())
                    instanceof MessageOutcome.Failed failed) {
                if (failed.failure().connectionLost()) {
                    throw FailedDeployment.lost(
                            migration, new ScriptFailure("the statement", true, failed.failure()));
                }
                boolean left = fail(failed.failure());
                throw FailedDeployment.failed(
                        migration,
                        new ScriptFailure("the statement", true, failed.failure()),
                        left);
            }
            sessions.fresh();
            Transactions.run(
                    worker(),
                    () -> {
                        finish(keyInside());
                        return 0;
                    });
            return applied(List.of(), tries, true);
        }
    }

    private LockWatch watch() {
        return LockWatch.start(
                sessions.watch(),
                sessions.workerPid(),
                settings().run(),
                ended,
                event -> place.listener().accept(new DeployEvent.Meanwhile(event)));
    }

    private DeploySettings settings() {
        return place.settings();
    }

    private DeployHistory history() {
        return place.tool().deployments();
    }

    private Connection worker() {
        return sessions.worker();
    }
}
