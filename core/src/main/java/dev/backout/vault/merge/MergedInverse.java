package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Replica;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;

/// An inverse by which what the vault holds returns: first tables and columns come back, open to
/// everything, then the rows and values, then what guards them. For one thread.
public final class MergedInverse {
    private final Vault vault;
    private final List<Holding> holdings;
    private final boolean preferKept;
    private List<String> notes = List.of();
    private List<Returning> returning = List.of();

    /// @param holdings what is kept of the migration, in the order of destruction
    /// @param preferKept whether a value that was destroyed wins over one that was written anew
    public MergedInverse(Vault vault, List<Holding> holdings, boolean preferKept) {
        this.vault = vault;
        this.holdings = List.copyOf(holdings);
        this.preferKept = preferKept;
    }

    /// What is kept.
    public List<Holding> holdings() {
        return holdings;
    }

    /// What a replica needs before the migration, so that the statements can be tried.
    ///
    /// @param more what else has to be there
    public String standIns(List<Holding> more) {
        List<Holding> all = new ArrayList<>(holdings);
        all.addAll(more);
        return StandIns.sql(vault, all);
    }

    /// Leads the replica back, as [InverseBuilder#build] does.
    ///
    /// @param builder works on the replica
    /// @param after the schema that the migration led to
    /// @param now the catalog of the replica: columns may have been added and filled since
    public Inverse build(
            InverseBuilder builder,
            Replica replica,
            Snapshot before,
            Snapshot after,
            Snapshot now) {
        Inverse open = builder.build(Guards.without(before, after), now);
        if (!(open instanceof Inverse.Reversible(List<List<Statement>> opening))) {
            return open;
        }
        Merge merge = new Merge(vault, before, after, replica.catalog(), preferKept);
        List<Statement> back = merge.statements(holdings);
        notes = merge.notes();
        returning = merge.returning();
        try {
            Inverse rest = builder.imitate(before, replica.apply(back));
            if (!(rest instanceof Inverse.Reversible(List<List<Statement>> guarding))) {
                return rest;
            }
            List<List<Statement>> all = new ArrayList<>(opening);
            all.add(back);
            all.addAll(guarding);
            return new Inverse.Reversible(all);
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    /// What may return, before anything was tried.
    ///
    /// @param before the schema from before the migration
    /// @param after the schema that the migration led to, of the same database
    public List<Returning> candidates(Snapshot before, Snapshot after) {
        return new Merge(vault, before, after, before, preferKept).candidates(holdings);
    }

    /// What returns; known when it is built.
    public List<Returning> returning() {
        return returning;
    }

    /// What does not return by itself, and why; known when it is built.
    public List<String> notes() {
        return notes;
    }
}
