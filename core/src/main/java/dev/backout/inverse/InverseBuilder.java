package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.CatalogId;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds the statements that undo a change of the schema, by trying them: each stage is run on a
/// workbench and the catalog is read again, because the server knows best what a statement took
/// along or left behind. A stage of renames, a stage for the rest, and where something was
/// recreated a stage for what that lost (grants, comments, owners).
public final class InverseBuilder {
    /// Renames, the rest, what that lost, and once more for what only then can be seen.
    private static final int MOST_STAGES = 5;

    private final Ddl ddl;
    private final Workbench workbench;

    /// @param ddl the statements of the database product
    /// @param workbench the database that is in the state `after`
    public InverseBuilder(Ddl ddl, Workbench workbench) {
        this.ddl = ddl;
        this.workbench = workbench;
    }

    /// Leads the workbench back.
    ///
    /// @param before the catalog to come back to, of the same database: identities tell renames
    /// @param after the catalog of the workbench now
    /// @return what was found; unless it is [Inverse.Reversible], the workbench may be anywhere
    public Inverse build(Snapshot before, Snapshot after) {
        List<List<Statement>> stages = new ArrayList<>();
        try {
            Snapshot current = clearNames(before, after, stages);
            List<Statement> renames = renames(before, current);
            current = renames.isEmpty() ? current : apply(renames, stages);
            return lead(before, current, stages);
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    /// Leads the workbench to the schema of another database, by names alone: whatever has another
    /// name is dropped and created. For databases without data that is worth keeping.
    ///
    /// @param target the catalog to come to
    /// @param current the catalog of the workbench now
    /// @return as of [#build]
    public Inverse imitate(Snapshot target, Snapshot current) {
        try {
            return lead(target, current, new ArrayList<>());
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    private Inverse lead(Snapshot target, Snapshot start, List<List<Statement>> stages) {
        Snapshot current = start;
        List<Change> remaining = SchemaDiff.byName(current, target);
        while (!remaining.isEmpty()) {
            switch (StagePlanner.plan(current, target, ddl)) {
                case StagePlan.Blocked(List<String> reasons) -> {
                    return new Inverse.Irreversible(reasons);
                }
                case StagePlan.Ready(List<Statement> statements) -> {
                    if (statements.isEmpty() || stages.size() >= MOST_STAGES) {
                        return incomplete(stages, remaining);
                    }
                    int done = stages.size();
                    try {
                        current = apply(statements, stages);
                    } catch (InverseFailure failure) {
                        stages.subList(done, stages.size()).clear();
                        return otherwise(failure).lead(target, current, stages);
                    }
                }
            }
            remaining = SchemaDiff.byName(current, target);
        }
        return new Inverse.Reversible(stages);
    }

    /// Another way than that which the server refused; nothing was done.
    private InverseBuilder otherwise(InverseFailure failure) {
        Ddl other = ddl.avoiding(failure.sqlState());
        if (other == null) {
            throw failure;
        }
        return new InverseBuilder(other, workbench);
    }

    private Snapshot apply(List<Statement> statements, List<List<Statement>> stages) {
        stages.add(statements);
        try {
            return workbench.apply(statements);
        } catch (InverseFailure failure) {
            List<Statement> lenient = ddl.withoutBodyChecks(statements, failure.sqlState());
            if (lenient.equals(statements)) {
                throw failure;
            }
            stages.set(stages.size() - 1, lenient);
            return workbench.apply(lenient);
        }
    }

    /// Drops what has an old name now and is new itself, when nothing old depends on it: a table
    /// that took the place of a renamed one.
    private Snapshot clearNames(Snapshot before, Snapshot after, List<List<Statement>> stages) {
        Set<CatalogId> squatters = Squatters.find(before, after);
        if (squatters.isEmpty()
                || !(StagePlanner.plan(after, after.withoutObjects(squatters), ddl)
                        instanceof StagePlan.Ready(List<Statement> statements))) {
            return after;
        }
        return apply(statements, stages);
    }

    /// Labels and attributes first, while their types still have the names of now.
    private List<Statement> renames(Snapshot before, Snapshot after) {
        List<Statement> statements = new ArrayList<>();
        for (Change change : SchemaDiff.byIdentity(before, after)) {
            if (change instanceof Change.Altered(Entry then, Entry now)
                    && then.id().equals(now.id())) {
                statements.addAll(renameParts(now.object(), then.object()));
            }
        }
        statements.addAll(Renames.plan(before, after, ddl));
        return statements;
    }

    private <T extends DbObject> List<Statement> renameParts(T now, DbObject then) {
        KindDdl<T> kind = ddl.of(now);
        @SuppressWarnings("unchecked") // one identity has one kind
        T wanted = (T) then;
        return kind.renameParts(now, wanted);
    }

    private static Inverse incomplete(List<List<Statement>> stages, List<Change> remaining) {
        return new Inverse.Incomplete(stages.stream().flatMap(List::stream).toList(), remaining);
    }
}
