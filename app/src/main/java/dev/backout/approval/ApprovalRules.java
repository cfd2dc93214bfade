package dev.backout.approval;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Whose word a run needs.
///
/// @param signers the file of allowed signers, as `ssh-keygen` reads it; null when nobody is asked
/// @param groups principals of that file by the name of a group
/// @param needed for each purpose the groups of which one person each has to approve it, all of
///   them different people
/// @param valid how long an approval holds
public record ApprovalRules(
        @Nullable Path signers,
        Map<String, List<String>> groups,
        Map<Purpose, List<String>> needed,
        Duration valid) {
    /// How long an approval holds when nothing else is said.
    public static final Duration VALID = Duration.ofHours(8);

    /// Nobody is asked.
    public static final ApprovalRules NONE = new ApprovalRules(null, Map.of(), Map.of(), VALID);

    /// Copies the maps.
    public ApprovalRules {
        groups = Map.copyOf(groups);
        needed = Map.copyOf(needed);
    }

    /// The groups for a purpose; none when nobody is asked.
    public List<String> groups(Purpose purpose) {
        return needed.getOrDefault(purpose, List.of());
    }

    /// How many words are needed at most.
    public int people() {
        return needed.values().stream().mapToInt(List::size).sum();
    }

    /// Who is in a group.
    public List<String> members(String group) {
        return groups.getOrDefault(group, List.of());
    }
}
