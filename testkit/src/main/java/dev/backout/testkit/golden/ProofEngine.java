package dev.backout.testkit.golden;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.diff.Change;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;
import dev.backout.observe.Parts;
import dev.backout.observe.hazard.Finding;
import dev.backout.observe.hazard.Hazards;
import dev.backout.proof.Broken;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.proof.Verdict;
import dev.backout.schema.Address;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The product's own engine, as golden cases ask it. Not thread-safe.
///
/// Its login is an ordinary role, as it is for users. For a case that needs a superuser the role is
/// made one meanwhile: what is judged is the inverse, not what an ordinary role may do.
public final class ProofEngine implements BackOutEngine, AutoCloseable {
    private static final ScratchOptions OPTIONS =
            ScratchOptions.plain().withRoles(GoldenJudge.BYSTANDERS).ownedBy(GoldenJudge.OWNER);

    private final ScratchServer server;

    /// Keeps the role, and the session that changes it.
    private final ScratchDatabase anteroom;

    /// Starts a scratch server.
    public ProofEngine(int major) {
        server =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major));
        anteroom = server.create(OPTIONS);
    }

    @Override
    public Answer backOut(GoldenCase golden) {
        return inRole(golden, (_, _) -> backOut(golden.before(), golden.migration()));
    }

    /// Does something on the scratch server while its role may do what a case needs.
    public <T> T inRole(GoldenCase golden, BiFunction<ScratchServer, ScratchOptions, T> work) {
        if (!golden.needsSuperuser()) {
            return work.apply(server, OPTIONS);
        }
        alterRole("SUPERUSER");
        try {
            return work.apply(server, OPTIONS);
        } finally {
            alterRole("NOSUPERUSER");
        }
    }

    private Answer backOut(String before, String migration) {
        try (Replica replica = new Replica(server, OPTIONS)) {
            Prover prover = new Prover(replica, new PostgresDdl(DdlOptions.PLAIN));
            @Nullable Broken broken = prover.apply(new Subject("before", before, null));
            if (broken != null) {
                return unproved("before: " + broken.message());
            }
            return answer(prover.prove(new Subject("migration", migration, null)));
        }
    }

    @Override
    public void close() {
        anteroom.close();
        server.close();
    }

    private void alterRole(String attribute) {
        try (java.sql.Statement statement = anteroom.admin().createStatement()) {
            statement.execute("ALTER ROLE %s %s".formatted(GoldenJudge.OWNER, attribute));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(MigrationProof proof) {
        @Nullable Observation observation = proof.observation();
        if (observation == null) {
            return unproved(reason(proof.verdict()));
        }
        DataVerdict data = DataVerdict.of(observation);
        return new Answer(
                word(proof.verdict()),
                proof.inverse().stream().map(Statement::text).toList(),
                hazards(observation, data),
                changes(observation),
                data.effect().name().toLowerCase(Locale.ROOT),
                reason(proof.verdict()));
    }

    private static Answer unproved(String reason) {
        return new Answer("unproved", List.of(), List.of(), Set.of(), "unknown", reason);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved _ -> "proved";
            case Verdict.Refuted _ -> "refuted";
            case Verdict.Unproved _ -> "unproved";
        };
    }

    private static String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved _ -> "";
            case Verdict.Refuted(List<String> differences) -> String.join("; ", differences);
            case Verdict.Unproved(List<String> reasons) -> String.join("; ", reasons);
        };
    }

    private static List<String> hazards(Observation observation, DataVerdict data) {
        List<String> found = Hazards.in(observation, data).stream().map(Finding::hazard).toList();
        return Hazards.all().stream().map(hazard -> hazard.id()).filter(found::contains).toList();
    }

    private static Set<String> changes(Observation observation) {
        return observation.changes().stream()
                .filter(change -> !goesWithTable(change, observation))
                .flatMap(ChangeWords::of)
                .collect(Collectors.toSet());
    }

    private static boolean goesWithTable(Change change, Observation observation) {
        Address table = Parts.tableOf(change.address());
        return !table.equals(change.address())
                && (observation.isNew(table) || observation.isDropped(table));
    }
}
