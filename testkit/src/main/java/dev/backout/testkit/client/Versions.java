package dev.backout.testkit.client;

import dev.backout.database.Database;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.diff.Change;
import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.testkit.client.ClientJudgement.Version;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Two databases that follow a history one migration apart, with the applications of both schemas.
/// For one thread.
public final class Versions implements AutoCloseable {
    private final Replica old;
    private final Replica current;
    private final Prover behind;
    private final Prover ahead;
    private @Nullable Subject last;

    /// Both databases are empty.
    public Versions(ScratchServer server, ScratchOptions options) {
        old = new Replica(server, options);
        current = new Replica(server, options);
        behind = new Prover(old, new PostgresDdl(DdlOptions.PLAIN));
        ahead = new Prover(current, new PostgresDdl(DdlOptions.PLAIN));
    }

    /// Applies something and asks nothing.
    ///
    /// @return whether it runs
    public boolean begin(Subject subject) {
        boolean runs = ahead.apply(subject) == null;
        if (runs) {
            behind.apply(subject);
        }
        return runs;
    }

    /// Applies the next migration, and plays both applications on the schema of the other one.
    ///
    /// @param whole whether everything is played, not only what the migration concerns
    /// @return what came of it; nothing when the migration does not run
    public List<ClientJudgement> next(Subject migration, boolean whole) {
        if (last != null) {
            behind.apply(last);
            last = null;
        }
        Observation observation = ahead.prove(migration).observation();
        if (observation == null) {
            return List.of();
        }
        last = migration;
        Classification said = Classification.of(observation, DataVerdict.of(observation));
        List<Change> changes = observation.changes();
        Function<Snapshot, Set<Address>> concerned =
                schema -> whole ? Concerned.all(schema) : Concerned.by(changes, schema);
        List<Scene> oldScenes = scenes(observation, old.catalog(), concerned);
        List<Scene> newScenes = scenes(observation, current.catalog(), concerned);
        try (Connection before = Database.connect(old.address());
                Connection after = Database.connect(current.address())) {
            Stage oldStage = new Stage(before);
            Stage newStage = new Stage(after);
            ClientTrial ofOld = new ClientTrial(oldStage, newStage, oldScenes, newScenes).play();
            ClientTrial ofNew = new ClientTrial(newStage, oldStage, newScenes, oldScenes).play();
            return List.of(
                    new ClientJudgement(
                            migration.name(),
                            Version.OLD,
                            said.oldAppSafe(),
                            ofOld.counted(),
                            ofOld.troubles()),
                    new ClientJudgement(
                            migration.name(),
                            Version.NEW,
                            said.newAppSafe(),
                            ofNew.counted(),
                            ofNew.troubles()));
        } catch (SQLException e) {
            throw new IllegalStateException(migration.name(), e);
        }
    }

    private static List<Scene> scenes(
            Observation observation, Snapshot schema, Function<Snapshot, Set<Address>> concerned) {
        return new OrmClient(schema)
                .scenes(concerned.apply(schema)).stream()
                        .filter(scene -> !isMigrations(scene.object(), observation))
                        .toList();
    }

    /// A function that the migration calls and does not change is the migration's own, not the
    /// application's.
    private static boolean isMigrations(Address object, Observation observation) {
        return object.kind() == ObjectKind.ROUTINE
                && observation.script().mentions(object.path().get(1))
                && observation.changes().stream()
                        .noneMatch(change ->
                                change.address().equals(object)
                                        || (change instanceof Change.Altered(Entry before, Entry _)
                                                && before.address().equals(object)));
    }

    @Override
    public void close() {
        current.close();
        old.close();
    }
}
