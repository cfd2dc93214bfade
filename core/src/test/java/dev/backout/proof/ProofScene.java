package dev.backout.proof;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// A server on which histories are proved, each on a replica of its own. It is there as long as a
/// test class needs it.
final class ProofScene implements BeforeAllCallback, AfterAllCallback {
    private final Supplier<ScratchPlaces> places;
    private @Nullable ScratchServer server;

    ProofScene() {
        this(ScratchPlaces::standard);
    }

    /// @param places where the server's programs and files lie
    ProofScene(Supplier<ScratchPlaces> places) {
        this.places = places;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = new ScratchServers(places.get()).start(new ScratchRequest.Embedded(18));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }

    /// Applies some migrations and proves the one that follows.
    MigrationProof prove(List<String> earlier, String migration, @Nullable String down) {
        try (Replica replica = new Replica(server(), ScratchOptions.plain())) {
            Prover prover = prover(replica);
            prover.follow(earlier.stream().map(sql -> new Subject("earlier", sql, null)).toList());
            return prover.prove(new Subject("tried", migration, down));
        }
    }

    /// Proves all migrations of a history.
    List<MigrationProof> proveAll(List<String> history) {
        List<MigrationProof> proofs = new ArrayList<>();
        try (Replica replica = new Replica(server(), ScratchOptions.plain())) {
            Prover prover = prover(replica);
            history.forEach(sql -> proofs.add(prover.prove(new Subject("one", sql, null))));
        }
        return proofs;
    }

    private Prover prover(Replica replica) {
        return new Prover(replica, new PostgresDdl(DdlOptions.of(server().major())));
    }

    private ScratchServer server() {
        return Objects.requireNonNull(server);
    }
}
