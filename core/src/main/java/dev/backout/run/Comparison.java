package dev.backout.run;

import dev.backout.plan.Expectation;
import dev.backout.platform.Boundary;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what a plan expects with what is there, object by object, in the units that it touches.
///
/// @param missing expected and not there
/// @param added there, in a touched unit, and not expected
/// @param changed there and different
record Comparison(List<Address> missing, List<Address> added, List<Address> changed) {
    /// @param expected all objects of all touched units
    /// @param all what is there; what is a platform's is no matter
    /// @param roots the touched units by identity; those of expected objects are added to them
    static Comparison of(
            Collection<Expectation> expected, Snapshot all, Collection<CatalogId> roots) {
        Snapshot actual = Boundary.application(all);
        Map<Address, String> fingerprints = new HashMap<>();
        expected.forEach(one -> fingerprints.put(one.address(), one.fingerprint()));
        Set<CatalogId> touched = new HashSet<>(roots);
        touched.addAll(roots(fingerprints.keySet(), actual));
        List<Address> added = new ArrayList<>();
        List<Address> changed = new ArrayList<>();
        for (CatalogId root : touched) {
            Unit unit = actual.units().get(root);
            if (unit != null) {
                compare(unit, fingerprints, added, changed);
            }
        }
        List<Address> missing =
                fingerprints.keySet().stream()
                        .filter(address -> actual.find(address) == null)
                        .sorted()
                        .toList();
        added.sort(null);
        changed.sort(null);
        return new Comparison(missing, List.copyOf(added), List.copyOf(changed));
    }

    /// The units in which these objects are.
    static Set<CatalogId> roots(Set<Address> addresses, Snapshot snapshot) {
        Set<CatalogId> roots = new HashSet<>();
        for (Unit unit : snapshot.units().values()) {
            if (unit.entries().stream().anyMatch(e -> addresses.contains(e.address()))) {
                roots.add(unit.root());
            }
        }
        return roots;
    }

    /// The same without what is said about some objects.
    Comparison without(Set<Address> objects) {
        return new Comparison(
                without(missing, objects), without(added, objects), without(changed, objects));
    }

    private static List<Address> without(List<Address> all, Set<Address> objects) {
        return all.stream().filter(address -> !objects.contains(address)).toList();
    }

    boolean same() {
        return missing.isEmpty() && added.isEmpty() && changed.isEmpty();
    }

    /// The differences as what happened since the plan was made.
    List<String> sinceThen() {
        List<String> lines = new ArrayList<>();
        missing.forEach(address -> lines.add(address.title() + " is gone"));
        added.forEach(address -> lines.add(address.title() + " was added since"));
        changed.forEach(address -> lines.add(address.title() + " was changed since"));
        return lines;
    }

    /// The differences as what the run did not reach.
    List<String> notReached() {
        List<String> lines = new ArrayList<>();
        missing.forEach(address -> lines.add(address.title() + " is missing"));
        added.forEach(address -> lines.add(address.title() + " is left"));
        changed.forEach(address -> lines.add(address.title() + " is not as it was"));
        return lines;
    }

    private static void compare(
            Unit unit,
            Map<Address, String> fingerprints,
            List<Address> added,
            List<Address> changed) {
        for (Entry entry : unit.entries()) {
            DbObject object = entry.object();
            String expected = fingerprints.get(object.address());
            if (expected == null) {
                // A deployment may leave triggers that do nothing any more, and what it hides.
                if (!RecordSchema.isTrigger(object.address())
                        && !RecordSchema.isHidden(object.address())) {
                    added.add(object.address());
                }
            } else if (!expected.equals(Expectation.of(object).fingerprint())) {
                changed.add(object.address());
            }
        }
    }
}
