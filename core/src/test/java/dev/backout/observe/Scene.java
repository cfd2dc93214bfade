package dev.backout.observe;

import dev.backout.Majors;
import dev.backout.catalog.CatalogReader;
import dev.backout.catalog.Delta;
import dev.backout.catalog.Mark;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Observes migrations on real servers, which are started once and stopped with the test run.
final class Scene {
    static final List<Integer> MAJORS = Majors.all();

    private static final Map<Integer, ScratchServer> SERVERS = new HashMap<>();

    private Scene() {}

    /// What the migration does to a database that the setup made.
    static Observation observe(int major, String setup, String migration) {
        try (ScratchDatabase database = server(major).create()) {
            must(database.run(setup));
            try (ScratchDatabase copy = server(major).copyOf(database)) {
                CatalogReader reader = CatalogReader.on(copy.admin(), Duration.ZERO);
                Mark mark = reader.mark();
                // A copy has the identities of the original.
                Snapshot before = reader.read();
                MessageOutcome outcome = copy.run(migration);
                copy.reset();
                if (outcome instanceof MessageOutcome.Failed failed) {
                    return Observation.failed(MigrationScript.of(migration), failed.failure());
                }
                must(outcome);
                Delta delta = reader.readSince(before, mark);
                Snapshot after = delta.snapshot();
                Observation observation =
                        new Observer(database)
                                .observe(migration, before, after)
                                .withUnmodelled(List.copyOf(delta.unmodelled()));
                mustEqual(read(database), after);
                return observation;
            }
        }
    }

    /// Statement by statement.
    static List<StatementObservation> trace(int major, String setup, String migration) {
        try (ScratchDatabase database = server(major).create()) {
            must(database.run(setup));
            return new Observer(database)
                    .trace(migration, read(database), previous -> read(database));
        }
    }

    static DataVerdict data(Observation observation) {
        return DataVerdict.of(observation);
    }

    static Classification classification(Observation observation) {
        return Classification.of(observation, DataVerdict.of(observation));
    }

    static Address table(String name) {
        return Address.of(ObjectKind.TABLE, "public", name);
    }

    private static synchronized ScratchServer server(int major) {
        return SERVERS.computeIfAbsent(
                major,
                version -> {
                    ScratchServer server =
                            new ScratchServers(ScratchPlaces.standard())
                                    .start(new ScratchRequest.Embedded(version));
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                    return server;
                });
    }

    private static void mustEqual(Snapshot now, Snapshot after) {
        if (!now.sameAs(after)) {
            throw new AssertionError(
                    "the observer left another schema: " + SchemaDiff.byName(after, now));
        }
    }

    private static Snapshot read(ScratchDatabase database) {
        return CatalogReader.on(database.admin(), Duration.ZERO).read();
    }

    private static void must(MessageOutcome outcome) {
        if (!(outcome instanceof MessageOutcome.Completed)) {
            throw new AssertionError(outcome.toString());
        }
    }
}
