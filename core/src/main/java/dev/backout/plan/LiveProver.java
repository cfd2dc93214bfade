package dev.backout.plan;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.schema.Address;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Proves a migration as a live database has it, with its owner, roles, extensions and version, so
/// that the inverse can be kept there. Nothing is changed in the live database. For one thread.
public final class LiveProver {
    private final ScratchServer server;
    private final LiveSchema live;
    private final Set<Address> bigTables;

    /// @param server of the live server's major version
    /// @param asked the live database, in autocommit mode
    /// @param patience how long asking it for the sizes of its tables may take
    public LiveProver(ScratchServer server, LiveSchema live, Connection asked, Duration patience) {
        this.server = server;
        this.live = live;
        this.bigTables = TableSizes.read(new LiveQueries(asked, patience, patience)).big();
    }

    /// How a database has to be made for a proof: the server is to suit that.
    ///
    /// @param history all that is run there, in order
    public static ScratchOptions options(
            LiveSchema live, List<Subject> history, ScratchServer server) {
        return ScratchSetup.of(live, history, server);
    }

    /// A proof, and what it is for.
    ///
    /// @param footprint of what the migration changes, see [Footprint]
    public record LiveProof(MigrationProof proof, String footprint) {}

    /// Proves one migration.
    ///
    /// @param earlier what is applied before it, in order
    public LiveProof prove(List<Subject> earlier, Subject subject) {
        return prove(earlier, List.of(subject), proof -> {}).getFirst();
    }

    /// Proves migrations that come one after the other.
    ///
    /// @param earlier what is applied before them, in order
    /// @param done is told of each proof
    public List<LiveProof> prove(
            List<Subject> earlier, List<Subject> subjects, Consumer<LiveProof> done) {
        DdlOptions options = DdlOptions.of(live.major()).rebuildingEnums().withBigTables(bigTables);
        List<Subject> all = new ArrayList<>(earlier);
        all.addAll(subjects);
        List<String> files = earlier.stream().map(Subject::sql).toList();
        try (Replica replica = new Replica(server, options(live, all, server), null, files)) {
            Prover prover = new Prover(replica, new PostgresDdl(options));
            prover.begin(earlier);
            List<LiveProof> proofs = new ArrayList<>();
            for (Subject subject : subjects) {
                MigrationProof proof = prover.prove(subject);
                LiveProof found = new LiveProof(proof, Footprint.of(proof.changes()));
                proofs.add(found);
                done.accept(found);
            }
            return proofs;
        }
    }
}
