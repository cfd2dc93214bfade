package dev.backout.testkit.golden;

import dev.backout.catalog.CatalogReader;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observer;
import dev.backout.proof.Broken;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.proof.Verdict;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The product's own engine, as golden cases ask it. Not thread-safe.
public final class ProofEngine implements BackOutEngine, AutoCloseable {
    private static final ScratchOptions OPTIONS =
            ScratchOptions.plain().withRoles(GoldenJudge.BYSTANDERS).ownedBy(GoldenJudge.OWNER);

    private final ScratchServer server;

    /// Starts a scratch server.
    public ProofEngine(int major) {
        server =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major));
    }

    @Override
    public Answer backOut(String before, String migration) {
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
    public String dataVerdict(String before, String migration) {
        try (ScratchDatabase database = server.create(OPTIONS)) {
            run(database, before);
            try (ScratchDatabase copy = server.copyOf(database)) {
                Snapshot was = read(database);
                run(copy, migration);
                Snapshot is = read(copy);
                return DataVerdict.of(new Observer(database).observe(migration, was, is))
                        .effect()
                        .name()
                        .toLowerCase(Locale.ROOT);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static Answer answer(MigrationProof proof) {
        return switch (proof.verdict()) {
            case Verdict.Proved _ ->
                    new Answer(
                            "proved",
                            proof.inverse().stream().map(Statement::text).toList(),
                            List.of(),
                            "");
            case Verdict.Refuted(List<String> differences) ->
                    new Answer("refuted", List.of(), List.of(), String.join("; ", differences));
            case Verdict.Unproved(List<String> reasons) -> unproved(String.join("; ", reasons));
        };
    }

    private static Answer unproved(String reason) {
        return new Answer("unproved", List.of(), List.of(), reason);
    }

    private static Snapshot read(ScratchDatabase database) {
        return CatalogReader.on(database.admin(), Duration.ZERO).read();
    }

    private static void run(ScratchDatabase database, String sql) {
        MessageOutcome outcome = database.run(sql);
        database.reset();
        if (!(outcome instanceof MessageOutcome.Completed)) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
