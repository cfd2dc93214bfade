package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Broken;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.vault.Layer;
import dev.backout.vault.merge.MergedInverse;
import dev.backout.vault.merge.Returning;
import dev.backout.vault.merge.Stored;

import java.util.ArrayList;
import java.util.List;

/// Undoes several migrations one after the other, the newest first, each with what the vault holds
/// of it: what one of them made and a later one destroyed has to be there before it can be undone.
/// Each inverse is found where the history ends with its migration, on a replica of its own. For
/// one thread, once.
final class LayeredInverse {
    private final ScratchServer server;
    private final ScratchOptions options;
    private final Ddl ddl;
    private final UndoRequest request;
    private final Names names;
    private final List<String> notes = new ArrayList<>();
    private final List<Returning> returning = new ArrayList<>();

    /// @param states the catalog before each of the migrations and after the last, of one database
    LayeredInverse(
            ScratchServer server,
            ScratchOptions options,
            Ddl ddl,
            UndoRequest request,
            List<Snapshot> states) {
        this.server = server;
        this.options = options;
        this.ddl = ddl;
        this.request = request;
        this.names = new Names(states);
    }

    /// Leads a replica back.
    ///
    /// @param replica at the end of the migrations
    Inverse build(Replica replica) {
        if (request.isOnline()) {
            return new Inverse.Irreversible(
                    List.of(
                            "several migrations are undone, each with what is kept of it: back out"
                                    + " the newest first"));
        }
        if (!request.fits().none()) {
            return new Inverse.Irreversible(
                    List.of(
                            "rows that do not fit are mapped or set aside for one migration at a"
                                    + " time: back out the newest first"));
        }
        List<List<List<Statement>>> layers = new ArrayList<>();
        try (Replica other =
                new Replica(server, options, request.records(), request.earlierFiles())) {
            Prover prover = new Prover(other, ddl);
            prover.begin(request.earlier());
            prover.replay(request.standIns());
            for (int i = 0; i < request.undone().size(); i++) {
                Subject subject = request.undone().get(i);
                Snapshot before = other.catalog();
                Broken broken = prover.apply(subject);
                if (broken != null) {
                    return new Inverse.Irreversible(
                            List.of(
                                    "%s does not run: %s"
                                            .formatted(subject.name(), broken.message())));
                }
                Inverse layer = layer(i, other, before, other.catalog());
                if (!(layer instanceof Inverse.Reversible(List<List<Statement>> stages))) {
                    return layer;
                }
                layers.addFirst(begun(i, stages));
                again(prover, other, subject);
            }
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
        return together(replica, layers.stream().flatMap(List::stream).toList());
    }

    /// What returns, the last first; known when it is built.
    List<Returning> returning() {
        return List.copyOf(returning);
    }

    /// What does not return by itself, and why; known when it is built.
    List<String> notes() {
        return List.copyOf(notes);
    }

    private Inverse layer(int index, Replica other, Snapshot before, Snapshot after) {
        KeptLayer kept = request.kept().layers().get(index);
        MergedInverse merged =
                new MergedInverse(
                        request.kept().vault(),
                        kept.holdings().stream().map(one -> names.then(one, index + 1)).toList(),
                        request.merging().preferKept(),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        List.of(),
                        Stored.NONE,
                        false);
        Inverse inverse =
                new FilledInverse(
                                other,
                                ddl,
                                names.fills(request.fills(), index),
                                request.fits(),
                                merged)
                        .build(before, after);
        notes.addAll(0, merged.notes());
        returning.addAll(0, merged.returning().stream().map(one -> names.now(one, index)).toList());
        return inverse;
    }

    /// The stages of a layer, behind the statement that says that it begins.
    private List<List<Statement>> begun(int index, List<List<Statement>> stages) {
        Layer layer = request.kept().layers().get(index).layer();
        List<List<Statement>> begun = new ArrayList<>();
        if (layer != null) {
            begun.add(List.of(new Statement(layer.sql())));
        }
        begun.addAll(stages);
        return begun;
    }

    /// To where the next one begins.
    private static void again(Prover prover, Replica other, Subject subject) {
        if (prover.broken(subject) == null) {
            other.refresh();
        } else {
            other.restore();
        }
    }

    private Inverse together(Replica replica, List<List<Statement>> stages) {
        try {
            stages.forEach(replica::apply);
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
        Inverse.Reversible all = new Inverse.Reversible(stages);
        List<Change> remaining = SchemaDiff.byName(replica.catalog(), names.first());
        return remaining.isEmpty() ? all : new Inverse.Incomplete(all.statements(), remaining);
    }
}
