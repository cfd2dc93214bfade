package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.List;

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
    /// @param before the catalog to come back to, of the same database
    /// @param after the catalog of the workbench now
    /// @return what was found; unless it is [Inverse.Reversible], the workbench may be anywhere
    public Inverse build(Snapshot before, Snapshot after) {
        List<List<Statement>> stages = new ArrayList<>();
        try {
            return build(before, after, stages);
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    private Inverse build(Snapshot before, Snapshot after, List<List<Statement>> stages) {
        Snapshot current = after;
        List<Statement> renames = renames(before, after);
        if (!renames.isEmpty()) {
            current = apply(renames, stages);
        }
        while (stages.size() < MOST_STAGES) {
            List<Change> remaining = SchemaDiff.byName(current, before);
            if (remaining.isEmpty()) {
                return new Inverse.Reversible(stages);
            }
            switch (StagePlanner.plan(current, before, ddl)) {
                case StagePlan.Blocked(List<String> reasons) -> {
                    return new Inverse.Irreversible(reasons);
                }
                case StagePlan.Ready(List<Statement> statements) -> {
                    if (statements.isEmpty()) {
                        return incomplete(stages, remaining);
                    }
                    current = apply(statements, stages);
                }
            }
        }
        List<Change> remaining = SchemaDiff.byName(current, before);
        return remaining.isEmpty() ? new Inverse.Reversible(stages) : incomplete(stages, remaining);
    }

    private Snapshot apply(List<Statement> statements, List<List<Statement>> stages) {
        stages.add(statements);
        return workbench.apply(statements);
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
