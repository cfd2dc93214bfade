package dev.backout.testkit.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing case small by leaving out statements as long as it fails.
public final class Shrinker {
    private Shrinker() {}

    /// @param fails whether a case fails in the same way; a case that does not even run must not
    ///   count
    public static RandomCase shrink(RandomCase failing, Predicate<RandomCase> fails) {
        RandomCase small = failing;
        boolean smaller = true;
        while (smaller) {
            RandomCase next = withoutChanges(small, fails);
            next = withoutSchema(next, fails);
            smaller = !next.equals(small);
            small = next;
        }
        return small;
    }

    private static RandomCase withoutChanges(RandomCase failing, Predicate<RandomCase> fails) {
        RandomCase small = failing;
        for (int i = failing.changes().size() - 1; i >= 0; i--) {
            RandomCase candidate =
                    new RandomCase(small.seed(), small.schema(), without(small.changes(), i));
            small = fails.test(candidate) ? candidate : small;
        }
        return small;
    }

    private static RandomCase withoutSchema(RandomCase failing, Predicate<RandomCase> fails) {
        RandomCase small = failing;
        for (int i = failing.schema().size() - 1; i >= 0; i--) {
            RandomCase candidate =
                    new RandomCase(small.seed(), without(small.schema(), i), small.changes());
            small = fails.test(candidate) ? candidate : small;
        }
        return small;
    }

    private static List<String> without(List<String> statements, int index) {
        List<String> rest = new ArrayList<>(statements);
        rest.remove(index);
        return rest;
    }
}
