package dev.backout.plan;

import dev.backout.proof.Subject;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;

import java.util.List;
import java.util.Map;

/// A stretch of the history that is to be undone.
///
/// @param history all applied migrations whose scripts are at hand, in the order in which they were
///   applied
/// @param from index of the first one to undo
/// @param to index after the last one to undo; what follows stays applied
/// @param live the live schema without the tool's history table and Backout's own schema
/// @param fills SQL expressions for columns that come back NOT NULL and have no value
/// @param kept what the vault holds of the stretch
/// @param merging how that and what is live become one
record UndoRequest(
        List<Subject> history,
        int from,
        int to,
        Snapshot live,
        Map<Address, String> fills,
        KeptData kept,
        Merging merging) {
    UndoRequest {
        history = List.copyOf(history);
        fills = Map.copyOf(fills);
    }

    /// Where nothing is kept.
    UndoRequest(
            List<Subject> history, int from, int to, Snapshot live, Map<Address, String> fills) {
        this(history, from, to, live, fills, KeptData.none(RecordSchema.USUAL), Merging.USUAL);
    }

    /// Whether tables to which many values return may be written anew.
    boolean bulk() {
        return kept.holdings().stream().anyMatch(one -> one.kept().rows() > merging.bulkAbove());
    }

    /// The same with values that return row by row, however many.
    UndoRequest rowByRow() {
        return new UndoRequest(
                history,
                from,
                to,
                live,
                fills,
                kept,
                new Merging(merging.preferKept(), Long.MAX_VALUE));
    }

    List<Subject> earlier() {
        return history.subList(0, from);
    }

    List<String> earlierFiles() {
        return earlier().stream().map(Subject::sql).toList();
    }

    List<Subject> undone() {
        return history.subList(from, to);
    }

    List<Subject> later() {
        return history.subList(to, history.size());
    }
}
