package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.observe.Observation;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.vault.merge.Fill;

import java.util.List;

/// What was seen when the undo was carried out on the reproduction of the live schema.
///
/// @param start the schema it began with: the live one, as far as it could be reproduced
/// @param end what it led to; of the same scratch database, so that identities tell renames
/// @param way what the statements did in their transaction
/// @param statements what ran in the transaction
/// @param between what that led to
/// @param alone what ran one by one afterwards
/// @param fills the values that return in batches between the transaction and these
/// @param stored tables of the vault that came back as they were, as they lay there
record Rehearsal(
        Snapshot start,
        Snapshot end,
        Observation way,
        List<Statement> statements,
        Snapshot between,
        List<LoneStatement> alone,
        List<Fill> fills,
        List<Unit> stored) {
    Rehearsal {
        statements = List.copyOf(statements);
        alone = List.copyOf(alone);
        fills = List.copyOf(fills);
        stored = List.copyOf(stored);
    }

    /// The schema that it began with, and with it the tables of the vault that came back.
    Snapshot startWithStored() {
        return stored.isEmpty() ? start : start.with(List.of(), stored);
    }

    /// The same, as if it had begun elsewhere.
    Rehearsal from(Snapshot other) {
        return new Rehearsal(other, end, way, statements, between, alone, fills, stored);
    }

    /// Everything in one transaction.
    static Rehearsal whole(
            Snapshot start, Snapshot end, Observation way, List<Statement> statements) {
        return new Rehearsal(start, end, way, statements, end, List.of(), List.of(), List.of());
    }
}
