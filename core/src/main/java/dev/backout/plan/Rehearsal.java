package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.observe.Observation;
import dev.backout.schema.Snapshot;

import java.util.List;

/// What was seen when the undo was carried out on the reproduction of the live schema.
///
/// @param start the schema it began with: the live one, as far as it could be reproduced
/// @param end what it led to; of the same scratch database, so that identities tell renames
/// @param way what the statements did in their transaction
/// @param statements what ran in the transaction
/// @param between what that led to
/// @param alone what ran one by one afterwards
record Rehearsal(
        Snapshot start,
        Snapshot end,
        Observation way,
        List<Statement> statements,
        Snapshot between,
        List<LoneStatement> alone) {
    Rehearsal {
        statements = List.copyOf(statements);
        alone = List.copyOf(alone);
    }

    /// The same, as if it had begun elsewhere.
    Rehearsal from(Snapshot other) {
        return new Rehearsal(other, end, way, statements, between, alone);
    }

    /// Everything in one transaction.
    static Rehearsal whole(
            Snapshot start, Snapshot end, Observation way, List<Statement> statements) {
        return new Rehearsal(start, end, way, statements, end, List.of());
    }
}
