package dev.backout.cli;

import dev.backout.check.Checker;
import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.SqlFailure;
import dev.backout.ddl.Statement;
import dev.backout.deploy.Forecast;
import dev.backout.deploy.Pending;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationStatus;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.StatusReader;
import dev.backout.observe.LossKind;
import dev.backout.plan.LiveProver;
import dev.backout.plan.LiveSchema;
import dev.backout.plan.PlanOptions;
import dev.backout.proof.Subject;
import dev.backout.proofs.AppliedScripts;
import dev.backout.proofs.HistoryKeys;
import dev.backout.proofs.KeptProof;
import dev.backout.proofs.KeptProofs;
import dev.backout.records.RecordSchema;
import dev.backout.run.InverseStore;
import dev.backout.run.StoredInverse;
import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What is known of pending migrations before they are applied: from what `check` kept on this
/// machine, from what the database keeps, and else from a scratch database. For one thread.
final class Forecasts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final Target target;
    private final MigrationTool tool;
    private final MigrationDirectory directory;
    private final Pending pending;
    private final KeptProofs kept = new KeptProofs(ScratchPlaces.standard().cache());
    private final Map<String, Forecast> found = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();

    Forecasts(
            Configuration configuration,
            Target target,
            MigrationTool tool,
            MigrationDirectory directory,
            Pending pending) {
        this.configuration = configuration;
        this.target = target;
        this.tool = tool;
        this.directory = directory;
        this.pending = pending;
    }

    /// Looks everywhere.
    ///
    /// @param prove whether a scratch database may be started
    /// @param say is told what takes time
    Map<String, Forecast> find(Connection connection, boolean prove, Consumer<String> say)
            throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        findKept(major);
        findStored(connection);
        List<Migration> open =
                pending.migrations().stream()
                        .filter(one -> !found.containsKey(one.name()))
                        .toList();
        if (open.isEmpty()) {
            return found;
        }
        String obstacle = obstacle();
        if (!prove || obstacle != null) {
            String reason = obstacle == null ? "no proof was asked for" : obstacle;
            open.forEach(one -> found.put(one.name(), Forecast.unknown(reason)));
            return found;
        }
        try {
            prove(connection, open, say);
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.SCRATCH_UNAVAILABLE) {
                throw e;
            }
            open.forEach(one ->
                    found.putIfAbsent(
                            one.name(), Forecast.unknown(String.valueOf(e.getMessage()))));
        }
        return found;
    }

    private void findKept(int major) {
        AppliedScripts applied = AppliedScripts.of(pending.history(), directory, tool);
        if (applied.names().size() != pending.history().applied().size()) {
            return;
        }
        List<String> checksums = new ArrayList<>(applied.checksums());
        pending.migrations().forEach(one -> checksums.add(one.checksum()));
        List<String> all = HistoryKeys.of(Version.text(), checksums);
        for (int i = 0; i < pending.migrations().size(); i++) {
            String name = pending.migrations().get(i).name();
            String key = all.get(applied.names().size() + i);
            keys.put(name, key);
            KeptProof proof = kept.exact(key, major);
            if (proof != null) {
                found.put(name, forecast(proof));
            }
        }
    }

    private void findStored(Connection connection) {
        InverseStore store = new InverseStore(new RecordSchema(target.recordSchema()));
        for (StoredInverse inverse : store.all(connection)) {
            Migration migration = directory.named(inverse.migration());
            if (migration != null && migration.checksum().equals(inverse.checksum())) {
                found.putIfAbsent(inverse.migration(), forecast(inverse));
            }
        }
    }

    /// Why the history cannot be followed on a scratch database, or null.
    private @Nullable String obstacle() {
        for (MigrationStatus status : new StatusReader(tool).read(pending.history(), directory)) {
            boolean applied = pending.history().applied().contains(status.name());
            if (applied && status.missingOnDisk()) {
                return status.name() + " was applied before it and is missing on disk";
            }
            if (applied && status.edited()) {
                return status.name() + " was edited after it was applied";
            }
        }
        return null;
    }

    /// A migration that nothing is known of is proved with all that come before it.
    private void prove(Connection connection, List<Migration> open, Consumer<String> say) {
        List<Migration> all = pending.migrations();
        int first = all.indexOf(open.getFirst());
        List<Subject> earlier = new ArrayList<>();
        for (String name : pending.history().applied()) {
            Migration migration = directory.named(name);
            if (migration != null) {
                earlier.add(subject(migration));
            }
        }
        all.subList(0, first).forEach(one -> earlier.add(subject(one)));
        List<Migration> wanted = all.subList(first, all.size());
        LiveSchema live = live();
        say.accept(
                "proving %s on a scratch database"
                        .formatted(
                                wanted.size() == 1
                                        ? wanted.getFirst().name()
                                        : wanted.size() + " migrations"));
        List<Subject> subjects = wanted.stream().map(Forecasts::subject).toList();
        List<Subject> history = new ArrayList<>(earlier);
        history.addAll(subjects);
        try (LazyScratch scratch = new LazyScratch(configuration)) {
            scratch.expect(live.major(), Prefixes.of(earlier.stream().map(Subject::sql).toList()));
            ScratchOptions options =
                    LiveProver.options(live, history, scratch.server(live.major()));
            ScratchServer server = scratch.server(live.major(), options);
            new LiveProver(server, live, connection, PATIENCE)
                    .prove(earlier, subjects, proof -> take(proof, live.major()));
        }
    }

    private void take(LiveProver.LiveProof found, int major) {
        String name = found.proof().name();
        Migration migration = directory.named(name);
        KeptProof proof =
                migration == null ? null : KeptProof.of(found.proof(), migration.checksum(), major);
        if (proof == null) {
            this.found.putIfAbsent(name, Forecast.unknown("it does not run on a scratch database"));
            return;
        }
        this.found.putIfAbsent(name, forecast(proof));
        String key = keys.get(name);
        if (key != null) {
            kept.put(key, proof);
        }
    }

    private static Forecast forecast(KeptProof proof) {
        return new Forecast(
                proof.proof() == KeptProof.Proof.PROVED
                        ? new Forecast.Way.Proved(
                                script(proof),
                                Version.text(),
                                proof.provedAt(),
                                "PostgreSQL " + proof.major(),
                                proof.footprint())
                        : new Forecast.Way.NotProved(proof.reasons()),
                proof.data(),
                proof.losses().stream().map(KeptProof.KeptLoss::text).toList(),
                proof.losses().stream().map(KeptProof.KeptLoss::object).distinct().toList(),
                proof.losses().stream()
                        .filter(loss -> loss.kind().equals(LossKind.DROPPED_COLUMN.text()))
                        .map(KeptProof.KeptLoss::object)
                        .collect(Collectors.toSet()),
                Set.copyOf(proof.writes()));
    }

    private static Forecast forecast(StoredInverse inverse) {
        return new Forecast(
                new Forecast.Way.Proved(
                        inverse.sql(),
                        inverse.engine(),
                        inverse.provedAt(),
                        inverse.provedOn(),
                        inverse.schemaHash()),
                inverse.data(),
                inverse.losses(),
                inverse.losses(),
                // Which of them are dropped is not stored; what is not taken over goes again.
                Set.copyOf(inverse.losses()),
                Set.of());
    }

    private static String script(KeptProof proof) {
        List<String> lines = new ArrayList<>();
        lines.add("-- Undoes " + proof.name() + ".");
        lines.add(
                "-- Proved by Backout %s on PostgreSQL %d at %s."
                        .formatted(Version.text(), proof.major(), proof.provedAt()));
        lines.add("");
        proof.inverse().forEach(sql -> lines.add(new Statement(sql).text()));
        return String.join("\n", lines) + "\n";
    }

    private static Subject subject(Migration migration) {
        Subject whole = Checker.subject(migration);
        return new Subject(whole.name(), whole.sql(), null);
    }

    private LiveSchema live() {
        try (Connection read = Database.connect(target.address())) {
            return LiveSchema.read(
                    read, tool.table(), target.recordSchema(), PlanOptions.LOCK_PATIENCE);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }
}
