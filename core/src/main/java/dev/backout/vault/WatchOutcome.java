package dev.backout.vault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether everything that a transaction wrote into tables is in the vault.
public sealed interface WatchOutcome {
    /// It is.
    ///
    /// @param captures what was put on the vault's list last, in its order; what was cut before is
    ///   not among them
    record Complete(List<Capture> captures) implements WatchOutcome {
        /// Copies the list.
        public Complete {
            captures = List.copyOf(captures);
        }
    }

    /// It is not: the transaction has to be undone.
    ///
    /// @param tables those that were written and not armed: arm them, and try again
    /// @param blind those that were armed, and yet some of their writes were not seen: their
    ///   triggers were disabled, they were altered and written by one statement, or rows were taken
    ///   back inside of a block that caught an error; to try again is of no use
    record Unwatched(List<TableRef> tables, List<TableRef> blind) implements WatchOutcome {
        /// Copies the lists.
        public Unwatched {
            tables = List.copyOf(tables);
            blind = List.copyOf(blind);
        }

        /// The tables' names.
        String text() {
            return Stream.concat(tables.stream(), blind.stream())
                    .map(table -> table.address().text())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
