package dev.backout.approval;

import dev.backout.integration.ssh.Signer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives as many groups as possible a person each: somebody who is in several groups takes the
/// place that nobody else can (augmenting paths).
///
/// @param rules who is in which group
/// @param people who gave their word, each once
record Seating(ApprovalRules rules, List<Signer> people) {
    /// The groups for which nobody is left.
    ///
    /// @param groups one person each; a group may be asked several times
    List<String> vacant(List<String> groups) {
        Map<Signer, Integer> places = new HashMap<>();
        List<String> vacant = new ArrayList<>();
        for (int place = 0; place < groups.size(); place++) {
            if (!seat(place, groups, places, new HashSet<>())) {
                vacant.add(groups.get(place));
            }
        }
        return vacant;
    }

    private boolean seat(
            int place, List<String> groups, Map<Signer, Integer> places, Set<Signer> asked) {
        List<String> members = rules.members(groups.get(place));
        for (Signer one : people) {
            if (one.principals().stream().noneMatch(members::contains) || !asked.add(one)) {
                continue;
            }
            Integer other = places.get(one);
            if (other == null || seat(other, groups, places, asked)) {
                places.put(one, place);
                return true;
            }
        }
        return false;
    }
}
