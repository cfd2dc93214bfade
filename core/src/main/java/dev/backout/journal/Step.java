package dev.backout.journal;

import dev.backout.plan.LoneStatement;
import dev.backout.vault.merge.Fill;

import java.util.List;

/// One step of a run, as it is laid down in the database when the run begins: whoever resumes the
/// run does these steps and no others. Immutable.
public sealed interface Step {
    /// What it does, in a few words that begin small: `back up database shop`.
    String title();

    /// Something outside of the database, known by its kind to whoever can do it.
    ///
    /// @param kind which kind: `backup`
    /// @param arguments what the kind needs to know, in its own order
    record Outside(String kind, String title, List<String> arguments) implements Step {
        /// Copies the list.
        public Outside {
            arguments = List.copyOf(arguments);
        }
    }

    /// The statements of the plan, in one transaction with the history rows, the bar and the line
    /// of the journal.
    ///
    /// @param statements without semicolons
    record Transaction(String title, List<String> statements) implements Step {
        /// Copies the list.
        public Transaction {
            statements = List.copyOf(statements);
        }
    }

    /// Columns that the transaction drops are copied into the vault before it, in batches.
    ///
    /// @param columns `public.users.email`
    record Copying(String title, List<String> columns) implements Step {
        /// Copies the list.
        public Copying {
            columns = List.copyOf(columns);
        }
    }

    /// Values of a column return in batches, each committed with how far it is.
    record Filling(String title, Fill fill) implements Step {}

    /// A statement that refuses a transaction, or must not hold its locks for as long as one.
    record Alone(String title, LoneStatement statement) implements Step {}

    /// What an earlier step outside of the database shut is opened again.
    ///
    /// @param shut the number of that step
    record Opening(String title, int shut) implements Step {}

    /// Everything is read once more and compared.
    record Verify(String title) implements Step {}
}
