package dev.backout.run;

import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What the vault has to do with a transaction that changes the schema.
sealed interface VaultShare {
    /// Nothing: what the statements destroy is gone.
    record None() implements VaultShare {}

    /// What the statements destroy goes into the vault, and captures that returned are marked.
    ///
    /// @param run in whose name
    /// @param migrations what the run is about: what is destroyed in the layer of one of them is
    ///   kept for itself
    /// @param restored the numbers of the captures that return
    /// @param rules what must not go into the vault
    record Keeping(
            Vault vault, String run, List<String> migrations, List<Long> restored, KeepRules rules)
            implements VaultShare {
        public Keeping {
            migrations = List.copyOf(migrations);
            restored = List.copyOf(restored);
        }
    }

    /// How statements are sent in one transaction. For one thread, one transaction.
    interface Hand {
        /// Sends one.
        MessageOutcome send(String sql) throws SQLException;

        /// Insists that everything was kept that may be, and marks what returned.
        ///
        /// @return what the vault has to do with it, one phrase each: `kept 3 values of
        ///   public.users.email`
        List<String> end() throws SQLException;
    }

    /// Takes the work up in an open transaction.
    default Hand begin(Connection connection) throws SQLException {
        return switch (this) {
            case None() -> new Plain(connection);
            case Keeping keeping -> KeepingHand.begin(keeping, connection);
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
}
