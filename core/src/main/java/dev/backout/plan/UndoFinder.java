package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseFailure;
import dev.backout.observe.Observation;
import dev.backout.proof.Broken;
import dev.backout.proof.DownVerdict;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.RowFindings;
import dev.backout.proof.Subject;
import dev.backout.proof.Trial;
import dev.backout.proof.Verdict;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.vault.merge.Later;
import dev.backout.vault.merge.MergedInverse;
import dev.backout.vault.merge.Returning;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds the statements that undo applied migrations on the live schema, and proves them on
/// replicas: first against the history alone, then on a reproduction of the live schema itself,
/// with whatever was made by hand there. Nothing is executed on the live database. For one thread.
final class UndoFinder implements UndoSearch {
    private final ScratchServer server;
    private final ScratchOptions options;
    private final Ddl ddl;
    private final Asides asides;
    private final PlanListener listener;

    /// @param server where replicas are made
    /// @param options the owner and the roles of the live database, so that texts agree
    /// @param ddl the statements of the database product
    /// @param concurrently whether indexes are built and dropped outside of the transaction
    /// @param listener told of a migration that is proved
    UndoFinder(
            ScratchServer server,
            ScratchOptions options,
            Ddl ddl,
            boolean concurrently,
            PlanListener listener) {
        this.server = server;
        this.options = options;
        this.ddl = ddl;
        this.asides = new Asides(ddl, concurrently);
        this.listener = listener;
    }

    @Override
    public KeptData stored(KeptData kept, Snapshot records, TableSizes sizes) {
        return kept.withStored(records, sizes, ddl, () -> new Replica(server, options));
    }

    /// Undoes a stretch of the history. An earlier migration that does not run here (its script was
    /// edited since, or needs what the scratch server lacks) is passed over with a note: the
    /// reproduction of the live schema decides.
    ///
    /// Tables of the vault come back as they are, where that leads to the schema; else what they
    /// hold is copied.
    @Override
    public Undo find(UndoRequest request) {
        if (request.bulk()) {
            Undo found = either(request);
            if (found instanceof Undo.Found) {
                return found;
            }
        }
        return either(request.rowByRow());
    }

    private Undo either(UndoRequest request) {
        Undo moved = find(request, true);
        return moved instanceof Undo.Found || !request.kept().leaves()
                ? moved
                : find(request, false);
    }

    private Undo find(UndoRequest wanted, boolean moves) {
        UndoRequest request = moves ? wanted.hiding() : wanted;
        List<String> notes = new ArrayList<>();
        MergedInverse merged = request.merged(moves);
        try (Replica replica =
                new Replica(server, options, request.records(), request.earlierFiles())) {
            Prover prover = new Prover(replica, ddl);
            prover.begin(request.earlier())
                    .forEach((name, broken) -> notes.add(notRun(name, broken)));
            prover.replay(request.standIns());
            if (request.kept().leaves()) {
                replica.fillWith(request.kept().filling());
            }
            List<Snapshot> states = new ArrayList<>();
            String broken = replay(replica, request.undone(), states);
            if (broken != null) {
                return new Undo.NotProved(List.of(broken));
            }
            Snapshot before = states.getFirst();
            Snapshot after = states.getLast();
            LayeredInverse layered = new LayeredInverse(server, options, ddl, request, states);
            Inverse inverse =
                    request.kept().layered()
                            ? layered.build(replica)
                            : new FilledInverse(
                                            replica, ddl, request.fills(), request.fits(), merged)
                                    .build(before, after);
            notes.addAll(merged.notes());
            notes.addAll(layered.notes());
            List<String> files = request.undone().stream().map(Subject::sql).toList();
            Trial trial = new Trial(replica, files, states);
            return switch (trial.judge(inverse)) {
                case Verdict.Refuted(List<String> differences) -> new Undo.NotProved(differences);
                case Verdict.Unproved(List<String> reasons) -> new Undo.NotProved(reasons);
                case Verdict.Proved(List<String> remarks) -> {
                    notes.addAll(remarks);
                    Candidate candidate =
                            new Candidate(
                                    ((Inverse.Reversible) inverse).statements(),
                                    SchemaDiff.byIdentity(before, after),
                                    trial.observations(),
                                    notes,
                                    request.kept().layered()
                                            ? layered.returning()
                                            : merged.returning(),
                                    Moved.of(merged));
                    tell(request, candidate, remarks);
                    yield request.later().isEmpty()
                            ? onLive(replica, candidate, before, request.live())
                            : alone(replica, candidate, request);
                }
            };
        }
    }

    /// What a migration does, whether or not there is a way back.
    ///
    /// @param before the schema before it
    record Seen(Snapshot before, Observation observation) {}

    /// Looks what the one migration does that is undone.
    ///
    /// @throws dev.backout.error.BackoutException `unproved` when it does not run here
    Seen see(UndoRequest request, List<AppliedMigration> undone) {
        Subject subject = request.undone().getFirst();
        List<Snapshot> states = new ArrayList<>();
        try (Replica replica = new Replica(server, options)) {
            new Prover(replica, ddl).replay(request.earlier());
            String broken = replay(replica, List.of(subject), states);
            if (broken != null) {
                throw Refusal.unproved(undone, List.of(broken));
            }
        }
        try (Replica replica = new Replica(server, options)) {
            new Prover(replica, ddl).replay(request.earlier());
            return new Seen(
                    states.getFirst(),
                    replica.observe(subject.sql(), states.getFirst(), states.getLast()));
        }
    }

    /// With an expression for a column it would be the proof of this plan alone.
    private void tell(UndoRequest request, Candidate candidate, List<String> remarks) {
        if (request.undone().size() == 1
                && request.fills().isEmpty()
                && request.kept().holdings().isEmpty()
                && candidate.observations().size() == 1) {
            listener.proved(
                    new MigrationProof(
                            request.undone().getFirst().name(),
                            null,
                            candidate.changes(),
                            new Verdict.Proved(remarks),
                            candidate.statements(),
                            new DownVerdict.None(),
                            candidate.observations().getFirst(),
                            RowFindings.NONE),
                    server.major());
        }
    }

    /// Statements that undo the stretch where the history ends with it.
    ///
    /// @param changes what the stretch did
    /// @param observations what else each of its migrations does
    record Candidate(
            List<Statement> statements,
            List<Change> changes,
            List<Observation> observations,
            List<String> notes,
            List<Returning> returning,
            Moved moved) {}

    /// Tables and columns that come back as they are.
    ///
    /// @param places where they lie, or what they are called
    /// @param later what of the statements can wait until others are let in again
    record Moved(Set<Address> places, Later later) {
        static Moved of(MergedInverse merged) {
            return new Moved(merged.places(), merged.later());
        }
    }

    /// A stretch that others follow is undone alone when that leads to what the history would have
    /// led to without it.
    private Undo alone(Replica replica, Candidate candidate, UndoRequest request) {
        Snapshot without;
        try (Replica other = new Replica(server, options)) {
            Prover prover = new Prover(other, ddl);
            prover.replay(request.earlier());
            for (Subject subject : request.later()) {
                Broken broken = prover.apply(subject);
                if (broken != null) {
                    return new Undo.NeededByLater(
                            List.of(subject.name()),
                            List.of("without it, it fails: " + broken.message()));
                }
            }
            without = other.catalog();
        }
        String broken = replay(replica, request.later(), new ArrayList<>());
        if (broken != null) {
            return new Undo.NotProved(List.of(broken));
        }
        String different = tried(replica, candidate.statements(), without);
        replica.restore();
        return different == null
                ? onLive(replica, candidate, without, request.live())
                : new Undo.NeededByLater(names(request.later()), List.of(different));
    }

    private static List<String> names(List<Subject> subjects) {
        return subjects.stream().map(Subject::name).toList();
    }

    private static @Nullable String tried(
            Replica replica, List<Statement> statements, Snapshot expected) {
        try {
            replica.refill();
            List<Change> left = SchemaDiff.byName(expected, replica.apply(statements));
            return left.isEmpty()
                    ? null
                    : "undone alone, " + ChangeText.differences(left).getFirst();
        } catch (InverseFailure failure) {
            return "undone alone, the server refuses: " + failure.getMessage();
        }
    }

    /// @param replica at the end of the whole history
    /// @param without what the history leads to without the stretch
    private Undo onLive(Replica replica, Candidate candidate, Snapshot without, Snapshot given) {
        Snapshot full = replica.catalog();
        Snapshot live = Surroundings.aligned(given, full);
        List<Change> drift = SchemaDiff.byName(full, live);
        if (!drift.isEmpty()) {
            return new DriftTrial(replica, ddl, asides, full, without, live, drift)
                    .judge(candidate);
        }
        Rehearsal rehearsal;
        try {
            rehearsal =
                    asides.rehearse(
                            replica,
                            candidate.statements(),
                            candidate.changes(),
                            candidate.moved());
        } catch (InverseFailure failure) {
            return new Undo.NotProved(
                    List.of("on the live schema the server refuses: " + failure.getMessage()));
        }
        List<Change> left = SchemaDiff.byName(without, rehearsal.end());
        if (!left.isEmpty()) {
            return new Undo.NotProved(ChangeText.differences(left));
        }
        return new Undo.Found(
                rehearsal.statements(),
                candidate.changes(),
                candidate.observations(),
                List.of(),
                rehearsal,
                List.of(),
                candidate.notes(),
                candidate.returning());
    }

    /// @param states gets the catalog before the first and after each
    private @Nullable String replay(
            Replica replica, List<Subject> subjects, List<Snapshot> states) {
        Prover prover = new Prover(replica, ddl);
        states.add(replica.catalog());
        for (Subject subject : subjects) {
            Broken broken = prover.apply(subject);
            if (broken != null) {
                return notRun(subject.name(), broken);
            }
            states.add(replica.catalog());
        }
        return null;
    }

    private static String notRun(String name, Broken broken) {
        return "migration %s does not run on a scratch database: %s"
                .formatted(name, broken.message());
    }
}
