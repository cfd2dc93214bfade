package dev.backout.proofs;

import dev.backout.ddl.Statement;
import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.Observation;
import dev.backout.observe.TableWrite;
import dev.backout.plan.Footprint;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Verdict;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What was found out about one migration, as far as later commands need it.
///
/// @param name the migration
/// @param checksum of its script
/// @param major the server's major version that it was proved on
/// @param provedAt when
/// @param changeClass `additive`, `changing` or `destructive`
/// @param proof of the schema
/// @param reasons why it is not proved; empty when it is
/// @param data `none`, `kept`, `lost` or `unknown`
/// @param losses what does not come back
/// @param inverse the statements that undo it, without semicolons; empty when none are proved
/// @param footprint of what it changes, see [Footprint]
/// @param writes the tables whose rows it writes
public record KeptProof(
        String name,
        String checksum,
        int major,
        Instant provedAt,
        String changeClass,
        Proof proof,
        List<String> reasons,
        String data,
        List<KeptLoss> losses,
        List<String> inverse,
        String footprint,
        List<Address> writes) {
    /// Copies the lists.
    public KeptProof {
        reasons = List.copyOf(reasons);
        losses = List.copyOf(losses);
        inverse = List.copyOf(inverse);
        writes = List.copyOf(writes);
    }

    /// The verdict in a word.
    public enum Proof {
        PROVED,
        REFUTED,
        UNPROVED
    }

    /// What does not come back.
    ///
    /// @param object `public.users.email`
    /// @param kind `dropped-column`
    /// @param text the whole sentence
    public record KeptLoss(String object, String kind, String text) {
        static KeptLoss of(Loss loss) {
            return new KeptLoss(loss.object().text(), loss.kind().text(), loss.text());
        }
    }

    /// What is worth keeping of a proof, or null for a migration that does not run.
    ///
    /// @param checksum of the script that was proved
    /// @param major the server's major version
    public static @Nullable KeptProof of(MigrationProof proof, String checksum, int major) {
        Observation observation = proof.observation();
        if (observation == null) {
            return null;
        }
        DataVerdict data = DataVerdict.of(observation);
        return of(proof, checksum, major, data, Classification.of(observation, data));
    }

    /// The same with a data verdict and a classification that are known already.
    public static KeptProof of(
            MigrationProof proof,
            String checksum,
            int major,
            DataVerdict data,
            Classification classification) {
        return new KeptProof(
                proof.name(),
                checksum,
                major,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                classification.changeClass().text(),
                word(proof.verdict()),
                reasons(proof.verdict()),
                data.effect().text(),
                data.losses().stream().map(KeptLoss::of).toList(),
                proof.inverse().stream().map(Statement::shown).toList(),
                Footprint.of(proof.changes()),
                writes(proof.observation()));
    }

    private static List<Address> writes(@Nullable Observation observation) {
        return observation == null
                ? List.of()
                : observation.measures().writes().stream().map(TableWrite::table).toList();
    }

    private static Proof word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved proved -> Proof.PROVED;
            case Verdict.Refuted refuted -> Proof.REFUTED;
            case Verdict.Unproved unproved -> Proof.UNPROVED;
        };
    }

    private static List<String> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved proved -> List.of();
            case Verdict.Refuted(List<String> differences) -> differences;
            case Verdict.Unproved(List<String> why) -> why;
        };
    }
}
