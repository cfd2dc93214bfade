package dev.backout.plan;

import java.util.List;
import java.util.stream.Stream;

/// Live rows that the old schema cannot hold, and about which something is done beforehand.
///
/// @param asides those that are set aside, as it was asked for
/// @param passing values that the migration itself wrote: they make room for what returns
record Unfit(List<Misfit> asides, List<Misfit> passing) {
    /// None.
    static final Unfit NONE = new Unfit(List.of(), List.of());

    Unfit {
        asides = List.copyOf(asides);
        passing = List.copyOf(passing);
    }

    /// Those of which there are rows, or may be.
    static Unfit of(
            Undo.Found found, KeptData kept, PlanOptions options, int major, LiveCounter counter) {
        Misfits misfits = Misfits.of(found, kept, options, major);
        List<Misfit> staying = misfits.find();
        return new Unfit(
                options.merging().setAside() ? Obstacles.present(counter, staying) : List.of(),
                Obstacles.present(counter, misfits.passing()));
    }

    boolean none() {
        return asides.isEmpty() && passing.isEmpty();
    }

    List<Misfit> all() {
        return Stream.concat(passing.stream(), asides.stream()).toList();
    }
}
