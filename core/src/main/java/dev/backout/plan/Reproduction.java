package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.proof.Replica;
import dev.backout.schema.Snapshot;

import java.util.List;

/// Makes a live schema anew on a replica.
final class Reproduction {
    private Reproduction() {}

    /// Leads the replica from what a history gives to what is live, with what was made by hand; or
    /// without such of it as has nothing to do with the objects that are touched, when all of it
    /// cannot be made anew.
    ///
    /// @param replica at the state that the history gives; put back there when this fails
    /// @param touched what the migration changes
    /// @return whether that was possible
    static boolean of(Replica replica, Ddl ddl, Snapshot live, List<Change> touched) {
        Snapshot full = replica.catalog();
        List<Change> drift = SchemaDiff.byName(full, live);
        if (drift.isEmpty() || imitated(replica, ddl, live)) {
            return true;
        }
        replica.restore();
        Snapshot reduced = Surroundings.reduced(live, drift, touched);
        return reduced.units().size() < live.units().size() && imitated(replica, ddl, reduced);
    }

    private static boolean imitated(Replica replica, Ddl ddl, Snapshot target) {
        return new InverseBuilder(ddl, replica).imitate(target, replica.catalog())
                instanceof Inverse.Reversible;
    }
}
