package dev.backout.plan;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchServer;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;

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

    /// A proof, and what it is for.
    ///
    /// @param footprint of what the migration changes, see [Footprint]
    public record LiveProof(MigrationProof proof, String footprint) {}

    /// Proves one migration.
    ///
    /// @param earlier what is applied before it, in order
    public LiveProof prove(List<Subject> earlier, Subject subject) {
        DdlOptions options = DdlOptions.of(live.major()).rebuildingEnums().withBigTables(bigTables);
        try (Replica replica = new Replica(server, ScratchSetup.of(live, earlier, server))) {
            Prover prover = new Prover(replica, new PostgresDdl(options));
            prover.follow(earlier);
            Snapshot before = replica.catalog();
            MigrationProof proof = prover.prove(subject);
            return new LiveProof(proof, Footprint.of(before, replica.catalog()));
        }
    }
}
