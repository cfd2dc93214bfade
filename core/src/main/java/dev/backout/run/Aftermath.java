package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.plan.Expectation;
import dev.backout.plan.Plan;
import dev.backout.platform.Boundary;
import dev.backout.records.RecordSchema;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is found when everything is read once more after the commit.
///
/// @param deviations what is not as it has to be
/// @param changedMeanwhile what others changed where the run did nothing
record Aftermath(List<String> deviations, List<String> changedMeanwhile) {
    /// Reads everything. A failure to read is a deviation: the run is committed all the same.
    ///
    /// @param before the whole schema before the run; null when another process read it, and with
    ///   it what others changed meanwhile is not known
    static Aftermath of(RunProcess process, @Nullable Snapshot before) {
        Plan plan = process.plan();
        try {
            Snapshot after = process.catalog();
            Set<CatalogId> touched = new HashSet<>();
            if (before != null) {
                touched.addAll(roots(plan.before(), before));
            }
            RecordSchema records = process.records();
            Verification verification =
                    new Verification(plan, process.place().tool(), records, Verification.End.DONE);
            List<String> deviations = new ArrayList<>();
            add(verification.schema(after, touched), deviations);
            add(verification.history(process.watch()), deviations);
            touched.addAll(roots(plan.after(), after));
            List<String> elsewhere =
                    before == null
                            ? List.of()
                            : elsewhere(records, touched, before, after).sinceThen();
            return new Aftermath(deviations, elsewhere);
        } catch (BackoutException e) {
            return new Aftermath(List.of("it could not be verified: " + e.getMessage()), List.of());
        }
    }

    private static Comparison elsewhere(
            RecordSchema records, Set<CatalogId> touched, Snapshot before, Snapshot after) {
        Snapshot then = records.hiddenFrom(before).without(unit -> touched.contains(unit.root()));
        Snapshot now = records.hiddenFrom(after).without(unit -> touched.contains(unit.root()));
        List<Expectation> expected =
                Boundary.application(then).entries().stream()
                        .map(entry -> Expectation.of(entry.object()))
                        .toList();
        return Comparison.of(expected, now, now.units().keySet());
    }

    private static void add(Verification.Result result, List<String> deviations) {
        switch (result) {
            case Verification.Result.Same _ -> {}
            case Verification.Result.Different(List<String> lines) -> deviations.addAll(lines);
        }
    }

    private static Set<CatalogId> roots(List<Expectation> objects, Snapshot snapshot) {
        return Comparison.roots(
                objects.stream().map(Expectation::address).collect(Collectors.toSet()), snapshot);
    }
}
