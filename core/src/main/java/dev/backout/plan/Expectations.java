package dev.backout.plan;

import dev.backout.platform.Boundary;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the touched objects have to look like before and after: all objects of all units that
/// differ. Pure.
final class Expectations {
    private Expectations() {}

    /// The objects of the units of one snapshot that are not the same in all of the others, of the
    /// same database.
    static List<Expectation> of(Snapshot one, Snapshot... others) {
        List<Expectation> expectations = new ArrayList<>();
        List<Snapshot> rest = Arrays.stream(others).map(Boundary::application).toList();
        for (Unit unit : Boundary.application(one).units().values()) {
            Set<DbObject> objects = objects(unit);
            if (rest.stream()
                    .anyMatch(other -> !objects.equals(objects(other.units().get(unit.root()))))) {
                unit.entries().forEach(entry -> expectations.add(Expectation.of(entry.object())));
            }
        }
        return List.copyOf(expectations);
    }

    private static Set<DbObject> objects(@Nullable Unit unit) {
        Set<DbObject> objects = new HashSet<>();
        for (Entry entry : unit == null ? List.<Entry>of() : unit.entries()) {
            objects.add(entry.object());
        }
        return objects;
    }
}
