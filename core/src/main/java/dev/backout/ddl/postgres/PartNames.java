package dev.backout.ddl.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Orders the renames of labels or attributes so that no step meets a name that is still taken.
final class PartNames {
    /// One rename.
    record Step(String from, String to) {}

    private PartNames() {}

    /// @param renames old names and new ones
    /// @param taken all names there are now
    static List<Step> steps(Map<String, String> renames, Collection<String> taken) {
        Map<String, String> open = new LinkedHashMap<>(renames);
        Set<String> names = new HashSet<>(taken);
        List<Step> steps = new ArrayList<>();
        while (!open.isEmpty()) {
            Step step = next(open, names);
            String goal = java.util.Objects.requireNonNull(open.remove(step.from));
            if (!goal.equals(step.to)) {
                open.put(step.to, goal);
            }
            names.remove(step.from);
            names.add(step.to);
            steps.add(step);
        }
        return steps;
    }

    /// A rename whose goal is free; when all are taken they form a ring, and one steps aside.
    private static Step next(Map<String, String> open, Set<String> names) {
        for (Map.Entry<String, String> rename : open.entrySet()) {
            if (!names.contains(rename.getValue())) {
                return new Step(rename.getKey(), rename.getValue());
            }
        }
        int number = 1;
        while (names.contains("backout_" + number)) {
            number++;
        }
        return new Step(open.keySet().iterator().next(), "backout_" + number);
    }
}
