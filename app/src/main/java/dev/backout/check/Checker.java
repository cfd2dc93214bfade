package dev.backout.check;

import dev.backout.config.WaiverReader;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.Script;
import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;
import dev.backout.observe.hazard.Finding;
import dev.backout.observe.hazard.Hazards;
import dev.backout.platform.Platform;
import dev.backout.policy.Policy;
import dev.backout.policy.Waiver;
import dev.backout.proof.Broken;
import dev.backout.proof.DownVerdict;
import dev.backout.proof.HistoryProver;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Subject;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Checks the migrations of a directory on a scratch server. For one thread.
public final class Checker {
    private final ScratchServer server;
    private final Policy policy;
    private final int width;
    private final boolean tracing;
    private final Platform platform;

    /// @param server where migrations are proved
    /// @param policy what is demanded of them
    /// @param width how many replicas may work at the same time
    /// @param tracing whether each migration is observed statement by statement as well
    /// @param platform what the databases look like
    public Checker(
            ScratchServer server, Policy policy, int width, boolean tracing, Platform platform) {
        this.server = server;
        this.policy = policy;
        this.width = width;
        this.tracing = tracing;
        this.platform = platform;
    }

    /// Checks migrations.
    ///
    /// @param directory all migrations
    /// @param wanted which of them to check
    /// @param progress is told of each name that is done, by any thread
    public CheckReport check(
            MigrationDirectory directory, List<Migration> wanted, Consumer<String> progress) {
        Instant start = Instant.now();
        Set<String> names = wanted.stream().map(Migration::name).collect(Collectors.toSet());
        HistoryProver prover =
                new HistoryProver(
                        server,
                        ScratchOptions.plain().on(platform),
                        new PostgresDdl(DdlOptions.of(server.major())),
                        width,
                        tracing);
        List<MigrationProof> proofs =
                prover.prove(
                        directory.migrations().stream().map(Checker::subject).toList(),
                        subject -> names.contains(subject.name()),
                        proof -> progress.accept(proof.name()));
        List<CheckedMigration> checked = new ArrayList<>();
        for (MigrationProof proof : proofs) {
            Migration migration = directory.named(proof.name());
            if (migration != null) {
                checked.add(checked(migration, judged(migration, proof)));
            }
        }
        return new CheckReport(
                directory.location(),
                server.description(),
                directory.migrations().size(),
                checked,
                directory.problems(),
                Duration.between(start, Instant.now()));
    }

    /// A migration as the prover takes it.
    public static Subject subject(Migration migration) {
        Script down = migration.down();
        return new Subject(
                migration.name(), migration.script().text(), down == null ? null : down.text());
    }

    /// What the tool itself would say, where there is nothing to be tried.
    private static MigrationProof judged(Migration migration, MigrationProof proof) {
        String why = migration.noDown();
        return why == null || !(proof.down() instanceof DownVerdict.None)
                ? proof
                : proof.with(new DownVerdict.Refuses(why));
    }

    private CheckedMigration checked(Migration migration, MigrationProof proof) {
        Observation observation = proof.observation();
        DataVerdict data = observation == null ? null : DataVerdict.of(observation);
        Classification classification =
                observation == null || data == null ? null : Classification.of(observation, data);
        List<Finding> findings =
                observation == null || data == null
                        ? refused(proof.broken())
                        : Hazards.in(observation, data);
        Waiver waiver = WaiverReader.read(migration);
        return new CheckedMigration(
                proof,
                migration.script().path(),
                data,
                classification,
                findings,
                waiver,
                proof.broken() == null
                        ? policy.breaches(verdict(proof, data, classification, waiver))
                        : List.of());
    }

    private static List<Finding> refused(@Nullable Broken broken) {
        return broken == null
                ? List.of()
                : Hazards.inRefused(broken.sqlState(), broken.message(), broken.position().line());
    }

    private static dev.backout.policy.Verdict verdict(
            MigrationProof proof,
            @Nullable DataVerdict data,
            @Nullable Classification classification,
            @Nullable Waiver waiver) {
        return new dev.backout.policy.Verdict(
                proof.name(),
                classification == null
                        ? dev.backout.policy.Verdict.Effect.CHANGING
                        : dev.backout.policy.Verdict.Effect.valueOf(
                                classification.changeClass().name()),
                PolicyWords.proof(proof.verdict()),
                data == null
                        ? dev.backout.policy.Verdict.Data.UNKNOWN
                        : dev.backout.policy.Verdict.Data.valueOf(data.effect().name()),
                PolicyWords.down(proof.down()),
                data == null
                        ? List.of()
                        : data.losses().stream().map(loss -> loss.object().text()).toList(),
                waiver);
    }
}
