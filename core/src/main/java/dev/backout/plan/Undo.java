package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.observe.Observation;
import dev.backout.vault.merge.Returning;

import java.util.List;

/// What came of looking for a way to undo applied migrations on a live schema.
sealed interface Undo {
    /// Statements that were proved.
    ///
    /// @param statements what undoes the migrations
    /// @param changes what the migrations did, observed on the history
    /// @param observations what else each of the migrations does, oldest first
    /// @param kept the inverses that the database keeps, when it is they that were tried
    /// @param rehearsal what was seen on the reproduction of the live schema
    /// @param drift from what the history says to what is live; none of it is touched
    /// @param notes what a person should know
    /// @param returning what the vault gives back
    record Found(
            List<Statement> statements,
            List<Change> changes,
            List<Observation> observations,
            List<KeptInverse> kept,
            Rehearsal rehearsal,
            List<Change> drift,
            List<String> notes,
            List<Returning> returning)
            implements Undo {
        /// Copies the lists.
        public Found {
            statements = List.copyOf(statements);
            changes = List.copyOf(changes);
            observations = List.copyOf(observations);
            kept = List.copyOf(kept);
            drift = List.copyOf(drift);
            notes = List.copyOf(notes);
            returning = List.copyOf(returning);
        }
    }

    /// The live schema differs from the history where the undo would have to work.
    ///
    /// @param differences what differs, one line each
    record Drifted(List<String> differences) implements Undo {
        /// Copies the list.
        public Drifted {
            differences = List.copyOf(differences);
        }
    }

    /// Later migrations build on the one that is to be undone alone.
    ///
    /// @param dependents their names, oldest first
    /// @param reasons what they need, one line each
    record NeededByLater(List<String> dependents, List<String> reasons) implements Undo {
        /// Copies the lists.
        public NeededByLater {
            dependents = List.copyOf(dependents);
            reasons = List.copyOf(reasons);
        }
    }

    /// No inverse could be proved.
    record NotProved(List<String> reasons) implements Undo {
        /// Copies the list.
        public NotProved {
            reasons = List.copyOf(reasons);
        }
    }
}
