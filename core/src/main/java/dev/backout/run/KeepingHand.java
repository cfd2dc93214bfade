package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.sql.MessageOutcome;
import dev.backout.vault.Capture;
import dev.backout.vault.Keeper;
import dev.backout.vault.Layer;
import dev.backout.vault.NeverKept;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Statements whose prey is kept, layer by layer: to one layer whatever the one before it brought
/// back is there like anything else, and is kept when it goes. For one thread, one transaction.
final class KeepingHand implements VaultShare.Hand {
    private final VaultShare.Keeping keeping;
    private final Connection connection;
    private final List<NeverKept> never = new ArrayList<>();
    private final List<String> phrases = new ArrayList<>();
    private @Nullable Keeper keeper;

    private KeepingHand(VaultShare.Keeping keeping, Connection connection) {
        this.keeping = keeping;
        this.connection = connection;
    }

    static KeepingHand begin(VaultShare.Keeping keeping, Connection connection)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select pg_catalog.set_config('backout.run', ?, true)")) {
            statement.setString(1, keeping.run());
            statement.execute();
        }
        return new KeepingHand(keeping, connection);
    }

    @Override
    public MessageOutcome send(String sql) throws SQLException {
        Layer layer = Layer.begunBy(sql, keeping.migrations());
        if (layer != null) {
            close();
        }
        Keeper open = keeper;
        if (open == null) {
            open = open(layer == null ? keeping.run() : layer.origin(keeping.run()));
            keeper = open;
        }
        return open.execute(sql);
    }

    /// What must not be kept goes by the names of every layer: a lower one may have others.
    private Keeper open(String origin) throws SQLException {
        never.add(NeverKept.of(connection, keeping.vault(), keeping.rules()));
        Keeper opened = new Keeper(keeping.vault(), origin, keeping.rules());
        opened.begin(connection);
        return opened;
    }

    private void close() throws SQLException {
        if (keeper == null) {
            return;
        }
        List<Capture> kept = new ArrayList<>(keeper.finish());
        List<Capture> given = new ArrayList<>();
        for (NeverKept one : never) {
            given.addAll(one.giveUp(connection, kept));
            kept.removeAll(given);
        }
        kept.forEach(one -> phrases.add("kept " + one.kept().text()));
        given.forEach(one -> phrases.add("did not keep " + one.kept().text()));
        keeper = null;
    }

    @Override
    public List<String> end() throws SQLException {
        close();
        for (long id : keeping.restored()) {
            keeping.vault().mark(connection, id, Capture.State.RESTORED, keeping.run());
        }
        phrases.addAll(aside());
        return List.copyOf(phrases);
    }

    /// What did not return.
    private List<String> aside() throws SQLException {
        return Sql.list(
                connection,
                """
                select kind, reason, count(*) from %s.set_aside where run = ?
                group by 1, 2 order by 1, 2\
                """
                        .formatted(keeping.vault().records().sql()),
                row ->
                        "%s, %s: %,d"
                                .formatted(
                                        row.getString(1).replace('-', ' '),
                                        row.getString(2),
                                        row.getLong(3)),
                keeping.run());
    }
}
