package dev.backout.proof;

import dev.backout.observe.StatementObservation;
import dev.backout.schema.Snapshot;

import java.util.List;

/// The states through which a file leads a schema when each of its statements is committed on its
/// own.
///
/// @param states the catalog before the file and after each of the statements
/// @param statements what each of them did; fewer than the file has when one fails that way
public record Stations(List<Snapshot> states, List<StatementObservation> statements) {
    /// Copies the lists.
    public Stations {
        states = List.copyOf(states);
        statements = List.copyOf(statements);
    }
}
