package dev.backout.plan;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;
import dev.backout.vault.Capture;
import dev.backout.vault.Holding;
import dev.backout.vault.Holdings;
import dev.backout.vault.Kept;
import dev.backout.vault.Layer;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.Stored;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what the vault holds of what is to be undone. For one thread, once.
final class KeptReader {
    private final Connection connection;
    private final Vault vault;
    private final Holdings holdings;
    private final List<KeptLayer> layers = new ArrayList<>();
    private final List<Capture> givenUp = new ArrayList<>();
    private final List<String> deployed = new ArrayList<>();

    /// What runs kept that brought several migrations back at once, by the run.
    private final Map<String, List<Holding>> shared = new LinkedHashMap<>();

    /// @param records the schema of Backout's records, unquoted
    KeptReader(Connection connection, String records) {
        this.connection = connection;
        this.vault = new Vault(new RecordSchema(records));
        this.holdings = new Holdings(vault);
    }

    /// What is kept of applied migrations.
    ///
    /// @param undone oldest first
    /// @throws BackoutException `usage` when it cannot return at once
    KeptData ofMigrations(List<AppliedMigration> undone) {
        try {
            for (AppliedMigration migration : undone) {
                layers.add(
                        new KeptLayer(
                                new Layer(migration.name()), read(migration, undone.size() == 1)));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        boolean own = layers.stream().anyMatch(layer -> !layer.holdings().isEmpty());
        if (undone.size() == 1 || (!own && shared.size() <= 1)) {
            return data(List.of(together()), List.of());
        }
        if (!shared.isEmpty() || undone.stream().anyMatch(one -> one.migration() == null)) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    shared.isEmpty()
                            ? "the vault holds data of these migrations, and the script of one is"
                                    + " not at hand"
                            : "the vault holds data of these migrations, and some of it cannot be"
                                    + " told apart",
                    "back out the newest first: backout plan --last 1, backout run, and so on");
        }
        return data(layers, List.of());
    }

    private KeptLayer together() {
        List<Holding> all = new ArrayList<>();
        layers.forEach(layer -> all.addAll(layer.holdings()));
        shared.values().forEach(all::addAll);
        return new KeptLayer(null, all);
    }

    /// Of whoever applied it: a deployment, and the run that brought it back later. That run
    /// destroyed anew whatever the deployment had: nothing else can have been given up.
    ///
    /// @param alone whether it is undone alone, so that nothing has to be told apart
    private List<Holding> read(AppliedMigration migration, boolean alone) throws SQLException {
        List<Holding> found = new ArrayList<>();
        List<Capture> given = List.of();
        String deployment = holdings.deployment(connection, migration.rowIds());
        if (deployment != null) {
            found.addAll(holdings.ofOrigin(connection, deployment));
            given = holdings.givenUp(connection, deployment);
        }
        List<Holdings.Redo> redos = holdings.redos(connection, migration.name());
        for (Holdings.Redo redo : redos) {
            String origin = new Layer(migration.name()).origin(redo.run());
            List<Holding> whole = holdings.ofOrigin(connection, redo.run());
            if (alone || redo.migrations().size() == 1) {
                found.addAll(whole);
            } else if (!whole.isEmpty()) {
                shared.put(redo.run(), whole);
            }
            found.addAll(holdings.ofOrigin(connection, origin));
            given = new ArrayList<>(holdings.givenUp(connection, redo.run()));
            given.addAll(holdings.givenUp(connection, origin));
        }
        given.stream().filter(one -> !givenUp.contains(one)).forEach(givenUp::add);
        if (deployment != null || !redos.isEmpty()) {
            deployed.add(migration.name());
        }
        return found;
    }

    /// What a run has put into the vault, by what it did in one go.
    ///
    /// @param done the plan that it carried out
    /// @param subjects what it did
    KeptData ofRun(String run, Plan done, List<RedoHistory.Undone> subjects) {
        try {
            for (RedoHistory.Undone one : subjects) {
                Layer layer = one.layer();
                layers.add(
                        new KeptLayer(
                                layer,
                                layer == null
                                        ? List.of()
                                        : holdings.ofOrigin(connection, layer.origin(run))));
            }
            for (String origin : vault.origins(connection, run)) {
                givenUp.addAll(holdings.givenUp(connection, origin));
            }
            deployed.add(run);
            List<Holding> used = holdings.numbered(connection, done.vault().captures());
            boolean layered = subjects.stream().anyMatch(one -> one.layer() != null);
            return data(
                            layered
                                    ? layers
                                    : List.of(
                                            new KeptLayer(
                                                    null, holdings.ofOrigin(connection, run))),
                            used)
                    .with(new Stored(done.vault().forms(), Set.of(), Set.of()));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private KeptData data(List<KeptLayer> found, List<Holding> used) {
        boolean hidden =
                found.stream()
                        .flatMap(layer -> layer.holdings().stream())
                        .anyMatch(one -> one.kept() instanceof Kept.HiddenColumn);
        if (found.size() > 1 && hidden) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "a column of these migrations is kept in place, and comes back with one"
                            + " migration at a time",
                    "back out the newest first: backout plan --last 1, backout run, and so on");
        }
        return new KeptData(vault, found, used, givenUp, deployed);
    }

    private static BackoutException unreadable(SQLException e) {
        return SqlFailure.of(ErrorCode.STEP_FAILED, "reading the vault failed", e);
    }
}
