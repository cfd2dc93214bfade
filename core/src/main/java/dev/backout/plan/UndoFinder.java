package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Broken;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Subject;
import dev.backout.proof.Trial;
import dev.backout.proof.Verdict;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Finds the statements that undo applied migrations on the live schema, and proves them on
/// replicas: first against the history alone, then on a reproduction of the live schema itself,
/// with whatever was made by hand there. Nothing is executed on the live database. For one thread.
public final class UndoFinder {
    private final ScratchServer server;
    private final ScratchOptions options;
    private final Ddl ddl;

    /// @param server where replicas are made
    /// @param options the owner and the roles of the live database, so that texts agree
    /// @param ddl the statements of the database product
    public UndoFinder(ScratchServer server, ScratchOptions options, Ddl ddl) {
        this.server = server;
        this.options = options;
        this.ddl = ddl;
    }

    /// Undoes a stretch of the history.
    ///
    /// @param history all applied migrations, in the order in which they were applied
    /// @param from index of the first one to undo
    /// @param to index after the last one to undo; what follows stays applied
    /// @param live the live schema without the tool's history table and Backout's own schema
    public Undo find(List<Subject> history, int from, int to, Snapshot live) {
        List<Subject> undone = history.subList(from, to);
        List<Subject> later = history.subList(to, history.size());
        try (Replica replica = new Replica(server, options)) {
            String broken = replay(replica, history.subList(0, from));
            Snapshot before = replica.catalog();
            broken = broken == null ? replay(replica, undone) : broken;
            if (broken != null) {
                return new Undo.NotProved(List.of(broken));
            }
            Snapshot after = replica.catalog();
            List<Change> changes = SchemaDiff.byIdentity(before, after);
            Inverse inverse = new InverseBuilder(ddl, replica).build(before, after);
            List<String> files = undone.stream().map(Subject::sql).toList();
            Verdict verdict = new Trial(replica, files, before, after).judge(inverse);
            return switch (verdict) {
                case Verdict.Refuted(List<String> differences) -> new Undo.NotProved(differences);
                case Verdict.Unproved(List<String> reasons) -> new Undo.NotProved(reasons);
                case Verdict.Proved(List<String> notes) -> {
                    List<Statement> statements = ((Inverse.Reversible) inverse).statements();
                    Candidate candidate = new Candidate(statements, changes, notes);
                    yield later.isEmpty()
                            ? onLive(replica, candidate, before, live)
                            : alone(replica, candidate, history, from, to, live);
                }
            };
        }
    }

    /// Statements that undo the stretch where the history ends with it.
    private record Candidate(
            List<Statement> statements, List<Change> changes, List<String> notes) {}

    /// A stretch that others follow is undone alone when that leads to what the history would have
    /// led to without it.
    private Undo alone(
            Replica replica,
            Candidate candidate,
            List<Subject> history,
            int from,
            int to,
            Snapshot live) {
        List<Subject> rest = new ArrayList<>(history.subList(0, from));
        rest.addAll(history.subList(to, history.size()));
        Snapshot without;
        try (Replica other = new Replica(server, options)) {
            for (Subject subject : rest) {
                Broken broken = new Prover(other, ddl).apply(subject);
                if (broken != null) {
                    return new Undo.NeededByLater(
                            List.of(subject.name()),
                            List.of(
                                    "without it "
                                            + subject.name()
                                            + " fails: "
                                            + broken.message()));
                }
            }
            without = other.catalog();
        }
        String broken = replay(replica, history.subList(to, history.size()));
        if (broken != null) {
            return new Undo.NotProved(List.of(broken));
        }
        String different = tried(replica, candidate.statements(), without);
        replica.restore();
        if (different != null) {
            return new Undo.NeededByLater(
                    names(history.subList(to, history.size())), List.of(different));
        }
        return onLive(replica, candidate, without, live);
    }

    private static List<String> names(List<Subject> subjects) {
        return subjects.stream().map(Subject::name).toList();
    }

    private static @Nullable String tried(
            Replica replica, List<Statement> statements, Snapshot expected) {
        try {
            List<Change> left = SchemaDiff.byName(expected, replica.apply(statements));
            return left.isEmpty() ? null : ChangeText.differences(left).getFirst();
        } catch (InverseFailure failure) {
            return failure.getMessage();
        }
    }

    /// @param replica at the end of the whole history
    /// @param without what the history leads to without the stretch
    private Undo onLive(Replica replica, Candidate candidate, Snapshot without, Snapshot live) {
        Snapshot full = replica.catalog();
        List<Change> drift = SchemaDiff.byName(full, live);
        if (drift.isEmpty()) {
            return new Undo.Found(
                    candidate.statements(),
                    candidate.changes(),
                    full,
                    without,
                    List.of(),
                    candidate.notes());
        }
        return new DriftTrial(replica, ddl, full, without, live, drift)
                .judge(candidate.statements(), candidate.changes(), candidate.notes());
    }

    private @Nullable String replay(Replica replica, List<Subject> subjects) {
        Prover prover = new Prover(replica, ddl);
        for (Subject subject : subjects) {
            Broken broken = prover.apply(subject);
            if (broken != null) {
                return "migration %s does not run on a scratch database: %s"
                        .formatted(subject.name(), broken.message());
            }
        }
        return null;
    }
}
