package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.vault.Capture;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Keeper;
import dev.backout.vault.NeverKept;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the vault has to do with a transaction that changes the schema.
sealed interface VaultShare {
    /// Nothing: what the statements destroy is gone.
    record None() implements VaultShare {}

    /// What the statements destroy goes into the vault, and captures that returned are marked.
    ///
    /// @param run in whose name
    /// @param restored the numbers of the captures that return
    /// @param rules what must not go into the vault
    record Keeping(Vault vault, String run, List<Long> restored, KeepRules rules)
            implements VaultShare {
        public Keeping {
            restored = List.copyOf(restored);
        }
    }

    /// How statements are sent in one transaction. For one thread, one transaction.
    interface Hand {
        /// Sends one.
        MessageOutcome send(String sql) throws SQLException;

        /// Insists that everything was kept, and marks what returned.
        ///
        /// @return what the vault has to do with it, one phrase each: `kept 3 values of
        ///   public.users.email`
        List<String> end() throws SQLException;
    }

    /// Takes the work up in an open transaction.
    default Hand begin(Connection connection) throws SQLException {
        return switch (this) {
            case None() -> new Plain(connection);
            case Keeping keeping -> Kept.begin(keeping, connection);
        };
    }

    /// Statements as they are.
    record Plain(Connection connection) implements Hand {
        @Override
        public MessageOutcome send(String sql) {
            return SimpleQuery.run(connection, sql);
        }

        @Override
        public List<String> end() {
            return List.of();
        }
    }

    /// Statements whose prey is kept.
    record Kept(Keeping keeping, Connection connection, NeverKept never, Keeper keeper)
            implements Hand {
        static Kept begin(Keeping keeping, Connection connection) throws SQLException {
            try (var statement =
                    connection.prepareStatement(
                            "select pg_catalog.set_config('backout.run', ?, true)")) {
                statement.setString(1, keeping.run());
                statement.execute();
            }
            NeverKept never = NeverKept.of(connection, keeping.vault(), keeping.rules());
            Keeper keeper = new Keeper(keeping.vault(), keeping.run());
            keeper.begin(connection);
            return new Kept(keeping, connection, never, keeper);
        }

        @Override
        public MessageOutcome send(String sql) throws SQLException {
            return keeper.execute(sql);
        }

        @Override
        public List<String> end() throws SQLException {
            List<Capture> kept = new ArrayList<>(keeper.finish());
            List<Capture> given = never.giveUp(connection, kept);
            kept.removeAll(given);
            for (long id : keeping.restored()) {
                keeping.vault().mark(connection, id, Capture.State.RESTORED, keeping.run());
            }
            List<String> phrases = new ArrayList<>();
            kept.forEach(one -> phrases.add("kept " + one.kept().text()));
            given.forEach(one -> phrases.add("did not keep " + one.kept().text()));
            phrases.addAll(aside());
            return phrases;
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
}
