package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.proof.Replica;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.MessageOutcome;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Makes the schema of a database anew in a scratch database, without its history and our records.
public final class Imitation {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Imitation() {}

    /// Makes it.
    ///
    /// @param connections opens sessions on the database, in autocommit mode
    /// @param historyTable as SQL
    /// @param records the schema of our records, unquoted
    /// @param failures gets what could not be made, one half sentence each
    /// @throws BackoutException `backup-invalid` when it cannot be made at all
    public static ScratchDatabase of(
            Supplier<Connection> connections,
            String historyTable,
            String records,
            ScratchServer server,
            List<String> failures) {
        LiveSchema live =
                LiveSchema.of(LiveCatalog.read(connections, PATIENCE, true), historyTable, records);
        ScratchOptions options = ScratchSetup.of(live, List.of(), server);
        List<Statement> statements = statements(live, server, options);
        ScratchDatabase database = server.create(options);
        for (Statement statement : statements) {
            if (database.run(statement.sql()) instanceof MessageOutcome.Failed failed) {
                failures.add("%s: %s".formatted(statement.shown(), failed.failure().message()));
            }
        }
        database.reset();
        return database;
    }

    private static List<Statement> statements(
            LiveSchema live, ScratchServer server, ScratchOptions options) {
        Ddl ddl = new PostgresDdl(DdlOptions.of(live.major()));
        try (Replica replica = new Replica(server, options)) {
            Snapshot empty = replica.catalog();
            Inverse made =
                    new InverseBuilder(ddl, replica)
                            .imitate(Surroundings.aligned(live.snapshot(), empty), empty);
            if (made instanceof Inverse.Reversible reversible) {
                return reversible.statements();
            }
            throw BackoutException.of(
                    ErrorCode.BACKUP_INVALID,
                    "the schema of that instance cannot be made anew on a scratch database",
                    "nothing was executed; dump it with pg_dump, and name the file: --from-backup"
                            + " FILE");
        }
    }
}
