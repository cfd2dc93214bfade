package dev.backout.plan;

import dev.backout.proof.Subject;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.MergedInverse;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
/// @param asides live rows that the old schema cannot hold, and that are set aside
/// @param keeping whether what is overwritten goes into the vault
/// @param onlineAbove a column of which more values return gets them after the transaction
record UndoRequest(
        List<Subject> history,
        int from,
        int to,
        Snapshot live,
        Map<Address, String> fills,
        KeptData kept,
        Merging merging,
        List<Misfit> asides,
        boolean keeping,
        long onlineAbove) {
    UndoRequest {
        history = List.copyOf(history);
        fills = Map.copyOf(fills);
        asides = List.copyOf(asides);
    }

    /// Where everything returns in the transaction.
    UndoRequest(
            List<Subject> history,
            int from,
            int to,
            Snapshot live,
            Map<Address, String> fills,
            KeptData kept,
            Merging merging,
            List<Misfit> asides,
            boolean keeping) {
        this(history, from, to, live, fills, kept, merging, asides, keeping, Long.MAX_VALUE);
    }

    /// Where nothing is kept.
    UndoRequest(
            List<Subject> history, int from, int to, Snapshot live, Map<Address, String> fills) {
        this(
                history,
                from,
                to,
                live,
                fills,
                KeptData.none(RecordSchema.USUAL),
                Merging.USUAL,
                List.of(),
                false);
    }

    /// The same, where these are set aside.
    UndoRequest with(List<Misfit> set) {
        return new UndoRequest(
                history, from, to, live, fills, kept, merging, set, keeping, onlineAbove);
    }

    /// What is done about live rows that do not fit.
    Fits fits() {
        return new Fits(keeping ? kept.vault() : null, merging.mapped(), asides);
    }

    /// What a replica needs before the first migration: tables that stand in for those of the
    /// vault.
    List<Subject> standIns() {
        return records() == null
                ? List.of()
                : List.of(new Subject("the vault", kept.filling(), null));
    }

    /// The schema that stands for the vault in a replica, or null when no statement names it.
    @Nullable RecordSchema records() {
        RecordSchema records = kept.vault().records();
        boolean named = undone().stream().anyMatch(one -> one.sql().contains(records.sql() + "."));
        boolean writes = keeping && (!fills.isEmpty() || !fits().none());
        return named || writes || !kept.holdings().isEmpty() || !kept.used().isEmpty()
                ? records
                : null;
    }

    /// The same where the last of the migrations hides what it drops, as far as it was hidden when
    /// it was applied.
    UndoRequest hiding() {
        String hiding = kept.hiding();
        if (hiding.isEmpty() || kept.layered()) {
            return this;
        }
        List<Subject> all = new ArrayList<>(history);
        Subject last = all.get(to - 1);
        all.set(to - 1, new Subject(last.name(), last.sql() + "\n;\n" + hiding, null));
        return new UndoRequest(
                all, from, to, live, fills, kept, merging, asides, keeping, onlineAbove);
    }

    /// Whether tables to which many values return may be written anew. Whoever takes rows from a
    /// publication may not be told that a table was emptied, and then has every row twice.
    boolean bulk() {
        return !isOnline()
                && kept.holdings().stream().anyMatch(one -> one.kept().rows() > merging.bulkAbove())
                && live.entries().stream()
                        .noneMatch(one -> one.address().kind() == ObjectKind.PUBLICATION);
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
                new Merging(
                        merging.preferKept(), merging.setAside(), merging.maps(), Long.MAX_VALUE),
                asides,
                keeping,
                onlineAbove);
    }

    /// The same with values that return after the transaction, where there are more than so many of
    /// a column.
    UndoRequest online(long above) {
        UndoRequest rows = rowByRow();
        return new UndoRequest(
                history, from, to, live, fills, kept, rows.merging, asides, keeping, above);
    }

    /// Whether values may return after the transaction.
    boolean isOnline() {
        return onlineAbove != Long.MAX_VALUE;
    }

    /// Brings back what is kept.
    MergedInverse merged(boolean moves) {
        return kept.merged(merging, moves, onlineAbove, fills.keySet());
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
