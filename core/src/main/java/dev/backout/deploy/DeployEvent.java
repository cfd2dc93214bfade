package dev.backout.deploy;

import dev.backout.run.RunEvent;
import dev.backout.vault.WarmEvent;

import java.util.List;

/// What happens while migrations are deployed, for whoever watches.
public sealed interface DeployEvent {
    /// An earlier deployment died; nothing of the migration had happened, and its row is gone.
    record Recovered(String migration) implements DeployEvent {}

    /// A migration begins.
    ///
    /// @param number which one, from 1
    /// @param of how many are pending
    record Begins(String migration, int number, int of) implements DeployEvent {}

    /// A statement is sent.
    ///
    /// @param number which one, from 1
    /// @param of how many the script has
    /// @param statement its first line
    record Executing(int number, int of, String statement) implements DeployEvent {}

    /// Others are in the way.
    record Meanwhile(RunEvent event) implements DeployEvent {}

    /// Rows were written of tables that nobody watched; everything was undone, they are watched
    /// now, and it is tried again.
    record Again(List<String> tables) implements DeployEvent {
        /// Copies the list.
        public Again {
            tables = List.copyOf(tables);
        }
    }

    /// A column is copied before a migration drops it.
    record Warm(WarmEvent event) implements DeployEvent {}

    /// Something that whoever deploys has to know, a sentence.
    record Note(String text) implements DeployEvent {}

    /// A migration is committed.
    record Done(Applied applied) implements DeployEvent {}
}
