package dev.backout.catalog;

import dev.backout.catalog.postgres.Seen;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// How much a database has of what no object of ours tells, by kind. It says whether something
/// changed, not what. Immutable.
public final class Unmodelled {
    private final Map<String, Seen.Content> kinds;

    Unmodelled(Map<String, Seen.Content> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /// The kinds, in the words of people, in which two moments of one database differ.
    public Set<String> differingFrom(Unmodelled other) {
        Set<String> differing = new HashSet<>(kinds.keySet());
        differing.addAll(other.kinds.keySet());
        differing.removeIf(kind -> Objects.equals(kinds.get(kind), other.kinds.get(kind)));
        return differing;
    }
}
